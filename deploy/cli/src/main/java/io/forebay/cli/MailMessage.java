package io.forebay.cli;

import io.forebay.schemas.InboundEmail;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A message as it was found.
 *
 * @param name where, for people: a path, with {@code #3} for the third message of an mbox
 * @param raw its bytes, unmodified; of a message over {@link MailSource#RAW_BYTES_MAX} the first so many
 * @param sizeBytes size of the whole message
 */
record MailMessage(String name, ByteBuffer raw, long sizeBytes) {

  /** The event to produce; {@code sizeBytes} is given only where {@code raw} is not all. */
  InboundEmail toInbound(String emailId, String tenant, Instant receivedAt, String source) {
    long size = sizeBytes > raw.remaining() ? sizeBytes : -1L;
    return new InboundEmail(emailId, tenant, receivedAt, raw.duplicate(), size, null, null, source);
  }
}
