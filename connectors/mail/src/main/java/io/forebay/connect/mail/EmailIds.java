package io.forebay.connect.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * E-mail ids of one mailbox: {@code <source>-<mailbox>-<seconds>-<content>}.
 *
 * <p>The same for the same message wherever its UID goes, when a folder is rebuilt or the message is moved; and enough to find it again: the
 * time narrows the search, the hash proves the find. The mailbox is a hash, because an id is in every log.
 */
final class EmailIds {
  private static final int MAILBOX_BYTES = 4;
  private static final int CONTENT_BYTES = 16;

  private final String prefix;

  EmailIds(String source, String mailbox) {
    prefix = source + "-" + HexFormat.of().formatHex(sha256().digest(mailbox.getBytes(StandardCharsets.UTF_8)), 0, MAILBOX_BYTES) + "-";
  }

  /**
   * The id of a message.
   *
   * @param content at least its first {@link MailRecords#RAW_BYTES_MAX} bytes if it has them
   * @param bytes size of the whole
   */
  String of(Instant receivedAt, byte[] content, long bytes) {
    MessageDigest digest = sha256();
    digest.update(content, 0, Math.min(content.length, MailRecords.RAW_BYTES_MAX));
    if (MailRecords.isCut(content, bytes)) {
      digest.update(Long.toString(Math.max(bytes, content.length)).getBytes(StandardCharsets.US_ASCII));
    }
    return prefix + receivedAt.getEpochSecond() + "-" + HexFormat.of().formatHex(digest.digest(), 0, CONTENT_BYTES);
  }

  /** When the message of an id was received; empty if the id is not of this mailbox. */
  Optional<Instant> receivedAt(String emailId) {
    int end = emailId.lastIndexOf('-');
    if (!emailId.startsWith(prefix) || end <= prefix.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(emailId, prefix.length(), end, 10)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
