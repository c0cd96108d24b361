package io.forebay.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the Date field (RFC 5322, 3.3 and 4.3) as leniently as mail readers do: the parts are told by what they look like, so that
 * {@code Mon Sep 30 13:43:46 2002} and {@code 2002-09-30 13:43} are dates as well. Without a zone it is UTC.
 */
final class MailDate {
  private static final int LENGTH_MAX = 100;
  private static final int YEAR_MIN = 1970;
  private static final int YEAR_MAX = 2199;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final Map<String, Integer> ZONE_HOURS =
      Map.of("est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7, "cet", 1, "cest", 2);

  private int year = -1;
  private int month = -1;
  private int day = -1;
  private int offsetMinutes;
  private final int[] time = new int[3];

  private MailDate() {}

  /** The instant, or nothing if it is no date between 1970 and 2199. */
  static Optional<Instant> parse(String field) {
    if (field.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    MailDate date = new MailDate();
    for (String word : words(field.toLowerCase(Locale.ROOT))) {
      date.take(word);
    }
    return date.instant();
  }

  private static List<String> words(String field) {
    List<String> words = new ArrayList<>();
    int comment = field.indexOf('(');
    int end = comment < 0 ? field.length() : comment;
    int start = 0;
    for (int i = 0; i <= end; i++) {
      char c = i < end ? field.charAt(i) : ' ';
      boolean isoDash = c == '-' && i > start && Character.isLetterOrDigit(field.charAt(i - 1));
      if (c == ' ' || c == ',' || c == '.' || (c == 't' && i > start && Character.isDigit(field.charAt(start))) || isoDash) {
        if (i > start) {
          words.add(field.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private void take(String word) {
    char first = word.charAt(0);
    if (word.indexOf(':') > 0) {
      takeTime(word);
    } else if ((first == '+' || first == '-') && isNumber(word, 1)) {
      int zone = number(word, 1);
      offsetMinutes = (first == '-' ? -1 : 1) * (zone / 100 * 60 + zone % 100);
    } else if (isNumber(word, 0)) {
      takeNumber(word);
    } else if (word.length() >= 3 && MONTHS.indexOf(word.substring(0, 3)) % 3 == 0) {
      month = MONTHS.indexOf(word.substring(0, 3)) / 3 + 1;
    } else {
      offsetMinutes = ZONE_HOURS.getOrDefault(word, offsetMinutes / 60) * 60;
    }
  }

  private void takeNumber(String word) {
    int number = number(word, 0);
    if (word.length() >= 3) {
      year = word.length() == 3 ? 1900 + number : number;
    } else if (year >= 0 && month < 0) {
      month = number;
    } else if (day < 0) {
      day = number;
    } else if (year < 0) {
      year = number < 50 ? 2000 + number : 1900 + number;
    }
  }

  private void takeTime(String word) {
    int zone = Math.max(word.indexOf('+'), word.indexOf('z'));
    String clock = zone < 0 ? word : word.substring(0, zone);
    String[] parts = clock.split(":", 4);
    for (int i = 0; i < 3 && i < parts.length; i++) {
      if (isNumber(parts[i], 0)) {
        time[i] = number(parts[i], 0);
      }
    }
  }

  private static boolean isNumber(String word, int from) {
    if (word.length() == from || word.length() - from > 4) {
      return false;
    }
    for (int i = from; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int number(String word, int from) {
    return Integer.parseInt(word, from, word.length(), 10);
  }

  private Optional<Instant> instant() {
    if (year < YEAR_MIN || year > YEAR_MAX || month < 0 || day < 0) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = LocalDateTime.of(year, month, day, time[0], time[1], Math.min(time[2], 59));
      return Optional.of(local.minusMinutes(offsetMinutes).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
