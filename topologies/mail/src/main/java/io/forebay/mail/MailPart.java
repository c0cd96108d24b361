package io.forebay.mail;

import java.util.List;

/** A part of a message, as the sender put it together. */
sealed interface MailPart {
  PartHeader header();

  /** A part that is not made of others. */
  final class Leaf implements MailPart {
    private final PartHeader header;
    private final byte[] content;
    private final long sizeBytes;

    /**
     * Holds, and does not copy.
     *
     * @param content with the transfer encoding undone; empty where it is not looked into (attachments)
     * @param sizeBytes as it stands in the message
     */
    Leaf(PartHeader header, byte[] content, long sizeBytes) {
      this.header = header;
      this.content = content;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public PartHeader header() {
      return header;
    }

    byte[] content() {
      return content;
    }

    long sizeBytes() {
      return sizeBytes;
    }
  }

  /** Several parts; how they belong together is the media type's subtype. */
  record Multipart(PartHeader header, List<MailPart> parts) implements MailPart {}

  /**
   * A message inside a message.
   *
   * @param header of the part that carries it
   * @param message the message itself, whose own header has its subject and author
   */
  record AttachedMessage(PartHeader header, MailPart message, long sizeBytes) implements MailPart {}
}
