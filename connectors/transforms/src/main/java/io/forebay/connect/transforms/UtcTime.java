package io.forebay.connect.transforms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads times of ISO 8601 with an offset. What databases write, {@code 2027-01-31T09:00:00.123456Z}, is read without the JDK's parser, which took a fifth
 * of what a row costs.
 */
final class UtcTime {
  private static final String FORM = "0000-00-00T00:00:00";
  private static final int FRACTION_DIGITS_MAX = 9;

  private UtcTime() {}

  /**
   * @throws DateTimeException where it is no such time
   */
  static Instant parse(String text) {
    return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
  }

  private static boolean isPlain(String text) {
    int fraction = text.length() - FORM.length() - 2;
    if (text.length() < FORM.length() + 1 || fraction > FRACTION_DIGITS_MAX || !text.endsWith("Z")) {
      return false;
    }
    for (int i = 0; i < text.length() - 1; i++) {
      char wanted = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : '0';
      if (wanted == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
        return false;
      }
    }
    return fraction != 0;
  }

  private static Instant plain(String text) {
    int nanos = 0;
    for (int i = 0; i < FRACTION_DIGITS_MAX; i++) {
      int at = FORM.length() + 1 + i;
      nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
    }
    return LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
