package io.forebay.connect.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * E-mail ids of one mailbox: {@code <source>-<mailbox>-<seconds>-<content>}.
 *
 * <p>The same for the same message wherever its UID goes, when a folder is rebuilt or the message is moved; and enough to find it again: the
 * time narrows the search, the hash proves the find. The mailbox is a hash, because an id is in every log.
 */
final class EmailIds {
  private static final int MAILBOX_BYTES = 4;
  private static final int CONTENT_BYTES = 16;

  /** Seconds of a date that IMAP can write, four digits for the year, and the content's hash. */
  private static final Pattern REST = Pattern.compile("(-?[0-9]{1,10})-[0-9a-f]{" + 2 * CONTENT_BYTES + "}");

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

  /** When the message of an id was received; empty if the id is not of this mailbox, or none at all: what is one goes into commands as it is. */
  Optional<Instant> receivedAt(String emailId) {
    if (!emailId.startsWith(prefix)) {
      return Optional.empty();
    }
    Matcher rest = REST.matcher(emailId).region(prefix.length(), emailId.length());
    return rest.matches() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(rest.group(1)))) : Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
