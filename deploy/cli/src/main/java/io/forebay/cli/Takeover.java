package io.forebay.cli;

import java.util.Set;

/**
 * A process of tasks that was killed, for whose tasks somebody else goes on.
 *
 * @param at when it was dead, in milliseconds since 1970-01-01
 * @param partitions of its tasks
 * @param again whether the same process was started again at once; otherwise another one takes over
 */
record Takeover(long at, Set<Integer> partitions, boolean again) {}
