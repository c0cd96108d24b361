package io.forebay.mail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Where the header of a message begins and ends, also where the sender forgot to say.
 *
 * <p>Before the header there may be empty lines, a byte order mark, or the From_ line of an mbox. Without an empty line behind it the header
 * ends before the first line that is no field, unless a well-known field follows: then that line is rubbish within the header.
 */
final class HeaderBlock {
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "from", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding", "received",
          "reply-to", "sender", "return-path", "references", "in-reply-to", "content-disposition", "list-id", "precedence", "errors-to");
  private static final int NAME_LENGTH_MAX = 80;
  private static final int LINES_LOOKED_AHEAD = 20;
  private static final byte[] EMPTY_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final byte[] message;
  private final int start;
  private final int split;

  /**
   * Holds, and does not copy.
   *
   * @param start offset of the first field
   * @param split offset at which the body begins without an empty line before it, or -1
   */
  private HeaderBlock(byte[] message, int start, int split) {
    this.message = message;
    this.start = start;
    this.split = split;
  }

  /**
   * Looks for the header.
   *
   * @param defects receives {@link MailDefect#NO_HEADER} and {@link MailDefect#NO_BODY_SEPARATOR}
   */
  static HeaderBlock of(byte[] message, Set<MailDefect> defects) {
    int start = firstLine(message);
    int at = start;
    boolean fieldSeen = false;
    while (at < message.length && !isEmptyLine(message, at)) {
      boolean continuation = fieldSeen && isBlank(message[at]);
      if (!continuation && nameEnd(message, at) < 0 && !fieldFollows(message, at)) {
        defects.add(fieldSeen ? MailDefect.NO_BODY_SEPARATOR : MailDefect.NO_HEADER);
        return new HeaderBlock(message, start, at);
      }
      fieldSeen = true;
      at = nextLine(message, at);
    }
    if (!fieldSeen) {
      defects.add(MailDefect.NO_HEADER);
    }
    return new HeaderBlock(message, start, -1);
  }

  /** The message from its first field on, with the empty line that may have been missing. */
  InputStream stream() {
    if (split < 0) {
      return new ByteArrayInputStream(message, start, message.length - start);
    }
    return new SequenceInputStream(
        new SequenceInputStream(new ByteArrayInputStream(message, start, split - start), new ByteArrayInputStream(EMPTY_LINE)),
        new ByteArrayInputStream(message, split, message.length - split));
  }

  private static int firstLine(byte[] message) {
    int at = startsWith(message, 0, "\u00EF\u00BB\u00BF") ? 3 : 0;
    while (at < message.length && isEmptyLine(message, at)) {
      at = nextLine(message, at);
    }
    if (at == message.length) {
      return 0;
    }
    return startsWith(message, at, "From ") || startsWith(message, at, ">From ") ? nextLine(message, at) : at;
  }

  private static boolean fieldFollows(byte[] message, int from) {
    int at = nextLine(message, from);
    for (int i = 0; i < LINES_LOOKED_AHEAD && at < message.length && !isEmptyLine(message, at); i++) {
      int nameEnd = nameEnd(message, at);
      if (nameEnd > 0) {
        String name = new String(message, at, nameEnd - at, StandardCharsets.US_ASCII).strip().toLowerCase(Locale.ROOT);
        if (WELL_KNOWN.contains(name) || name.startsWith("x-")) {
          return true;
        }
      }
      at = nextLine(message, at);
    }
    return false;
  }

  /** Offset of the colon behind a field's name (blanks before it are allowed as in RFC 5322, 4.5), or -1. */
  private static int nameEnd(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] > ' ' && message[at] < 127 && message[at] != ':' && at - from < NAME_LENGTH_MAX) {
      at++;
    }
    int blanks = at;
    while (blanks < message.length && isBlank(message[blanks])) {
      blanks++;
    }
    return at > from && blanks < message.length && message[blanks] == ':' ? blanks : -1;
  }

  private static boolean isEmptyLine(byte[] message, int at) {
    return message[at] == '\n' || (message[at] == '\r' && at + 1 < message.length && message[at + 1] == '\n');
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static int nextLine(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, message.length);
  }

  private static boolean startsWith(byte[] message, int from, String start) {
    if (message.length - from < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if ((char) (message[from + i] & 0xff) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
