package io.forebay.mailfiles;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A message of an mbox.
 *
 * @param raw its bytes without quote marks, or as many of them as were asked for; backed by an array of that length
 * @param bytes size of the whole message
 * @param end where the next one's From_ line begins or the file ended, in bytes from the file's beginning
 * @param last whether the file ended behind it, so that more of it may come
 * @param receivedAt what its From_ line tells, to the second; empty where that is no date
 */
public record MboxMessage(ByteBuffer raw, long bytes, long end, boolean last, Optional<Instant> receivedAt) {}
