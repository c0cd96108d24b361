package io.forebay.emails;

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
    boolean blank = false;
    char last = SEPARATOR;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || TextLines.isBlank(c)) {
        lineStart |= c == '\n';
        blank = true;
      } else if (!(lineStart && c == '>') && c != '\uFEFF') {
        if (blank && last != SEPARATOR && !(isWithoutBlanks(last) && isWithoutBlanks(c))) {
          content.append(' ');
        }
        content.append(c);
        last = c;
        blank = false;
        lineStart = false;
      }
    }
    content.append(SEPARATOR);
    return this;
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
