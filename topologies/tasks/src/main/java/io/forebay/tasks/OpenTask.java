package io.forebay.tasks;

import io.forebay.schemas.TaskHead;

/**
 * A task at hand.
 *
 * @param run its state
 * @param head as it was last written
 */
record OpenTask(TaskRun run, TaskHead head) {}
