package io.forebay.mailfiles;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/** The line before a message in an mbox: {@code From ann@example.com Tue Nov  3 10:00:00 2026} (RFC 4155, appendix A). */
final class FromLine {
  static final int BYTES_MAX = 1_000;

  private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private FromLine() {}

  /** True if a line is one: it has a time of day and a year in it. */
  static boolean is(byte[] bytes, int length) {
    if (length > BYTES_MAX || !starts(bytes, 0, length)) {
      return false;
    }
    String text = text(bytes, length);
    boolean time = false;
    boolean year = false;
    int digits = 0;
    for (int i = FROM.length; i < text.length(); i++) {
      char c = text.charAt(i);
      digits = Character.isDigit(c) ? digits + 1 : 0;
      boolean last = digits > 0 && (i + 1 == text.length() || !Character.isDigit(text.charAt(i + 1)));
      time |= digits == 2 && i + 2 < text.length() && text.charAt(i + 1) == ':' && Character.isDigit(text.charAt(i + 2));
      year |= last && digits == 4 && (text.startsWith("19", i - 3) || text.startsWith("20", i - 3));
    }
    return time && year;
  }

  /** Whether "From " stands at a place of a line. */
  static boolean starts(byte[] bytes, int from, int to) {
    for (int i = 0; i < FROM.length; i++) {
      if (from + i >= to || bytes[from + i] != FROM[i]) {
        return false;
      }
    }
    return true;
  }

  /** When the message was received, as the line tells it; the zone, if any, stands before or behind the year. */
  static Optional<Instant> receivedAt(byte[] bytes, int length) {
    var words = new StringTokenizer(text(bytes, length));
    String month = "";
    String day = "";
    LocalTime time = null;
    int year = 0;
    ZoneOffset zone = ZoneOffset.UTC;
    try {
      while (words.hasMoreTokens()) {
        String word = words.nextToken();
        if (time == null && word.length() >= 5 && word.charAt(2) == ':') {
          time = LocalTime.parse(word);
        } else if (time == null) {
          month = day;
          day = word;
        } else if (word.charAt(0) == '+' || word.charAt(0) == '-') {
          zone = ZoneOffset.of(word);
        } else if (word.length() == 4 && Character.isDigit(word.charAt(0))) {
          year = Integer.parseInt(word);
        }
      }
      return time == null || year == 0
          ? Optional.empty()
          : Optional.of(LocalDateTime.of(year, MONTHS.indexOf(month) + 1, Integer.parseInt(day), time.getHour(), time.getMinute(), time.getSecond()).toInstant(zone));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
