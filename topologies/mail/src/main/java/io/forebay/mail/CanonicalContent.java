package io.forebay.mail;

import io.forebay.schemas.Attachment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What two messages must share to be the same content, whatever way they came.
 *
 * <p>The subject, all text with its quotes, the hosts that it links to, and the names and types of what is attached. Blanks and line ends
 * count as one blank, and as none between characters of scripts that do not use them; quote marks at the start of a line do not count,
 * since wrapping moves them. What is left out: sizes (they depend on the transfer encoding), trace fields, ids, dates, addresses.
 */
final class CanonicalContent {
  private static final char FIRST_WITHOUT_BLANKS = '\u2E80';
  private static final char LAST_WITHOUT_BLANKS = '\uFFEF';
  private static final char FIRST_HANGUL = '\uAC00';
  private static final char LAST_HANGUL = '\uD7FF';
  private static final char SEPARATOR = '\u001F';

  private final StringBuilder content;

  CanonicalContent(int capacity) {
    this.content = new StringBuilder(capacity);
  }

  /** Takes a text; texts that follow each other are told apart. */
  CanonicalContent text(String text) {
    boolean lineStart = true;
    char last = SEPARATOR;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (TextLines.isBlank(c) || (lineStart && c == '>')) {
        lineStart |= c == '\n';
        at++;
      } else {
        if (last != SEPARATOR && !(isWithoutBlanks(last) && isWithoutBlanks(c))) {
          content.append(' ');
        }
        int end = endOfWord(text, at);
        content.append(text, at, end);
        last = text.charAt(end - 1);
        lineStart = false;
        at = end;
      }
    }
    content.append(SEPARATOR);
    return this;
  }

  private static int endOfWord(String text, int from) {
    int at = from + 1;
    while (at < text.length() && !TextLines.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  CanonicalContent linkHosts(List<String> hosts) {
    hosts.forEach(host -> content.append(host).append(SEPARATOR));
    return this;
  }

  CanonicalContent attachments(List<Attachment> attachments) {
    for (Attachment attachment : attachments) {
      content.append(attachment.getMediaType()).append(SEPARATOR).append(attachment.getFileName()).append(SEPARATOR);
    }
    return this;
  }

  /** SHA-256 over the UTF-8 of all that was taken, 64 lower-case hexadecimal digits. */
  String hash() {
    try {
      byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean isWithoutBlanks(char c) {
    return c >= FIRST_WITHOUT_BLANKS && c <= LAST_WITHOUT_BLANKS && (c < FIRST_HANGUL || c > LAST_HANGUL);
  }
}
