package io.forebay.llm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long a server asks to be left alone, as its headers or its words say; at most {@link #MAX}. */
final class RetryAfter {
  static final Duration MAX = Duration.ofHours(1);

  private static final String TRY_AGAIN_IN = "try again in ";

  private RetryAfter() {}

  /**
   * The pause, most exact source first: {@code retry-after-ms}, {@code Retry-After} (RFC 9110, seconds or a date), "try again in 1.5s".
   *
   * @param headers names in lower case
   * @param message what the server says to people
   * @param now for a date, where the server does not tell its own time
   */
  static Optional<Duration> of(Map<String, List<String>> headers, String message, Instant now) {
    return first(headers, "retry-after-ms")
        .flatMap(text -> amount(text, 1))
        .or(() -> first(headers, "retry-after").flatMap(text -> amount(text, 1_000).or(() -> until(text, headers, now))))
        .or(() -> spoken(message));
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst().map(String::strip);
  }

  private static Optional<Duration> amount(String number, long unitMs) {
    // Servers that count in fractions exist; exponents and names such as NaN are no amounts.
    boolean plain = !number.isEmpty() && number.length() <= 12 && number.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    try {
      return plain ? Optional.of(bounded(Duration.ofMillis(Math.round(Double.parseDouble(number) * unitMs)))) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> until(String date, Map<String, List<String>> headers, Instant now) {
    Instant from = first(headers, "date").flatMap(RetryAfter::instant).orElse(now);
    return instant(date).map(then -> bounded(Duration.between(from, then)));
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> spoken(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    int start = said.indexOf(TRY_AGAIN_IN);
    if (start < 0) {
      return Optional.empty();
    }
    start += TRY_AGAIN_IN.length();
    int end = start;
    while (end < said.length() && (Character.isDigit(said.charAt(end)) || isPointInNumber(said, end))) {
      end++;
    }
    String unit = said.substring(end).stripLeading();
    long unitMs = unit.startsWith("ms") || unit.startsWith("milli") ? 1 : unit.startsWith("m") ? 60_000 : unit.startsWith("s") ? 1_000 : 0;
    return unitMs == 0 ? Optional.empty() : amount(said.substring(start, end), unitMs);
  }

  private static boolean isPointInNumber(String text, int at) {
    return text.charAt(at) == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
  }

  private static Duration bounded(Duration pause) {
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(MAX) > 0 ? MAX : pause;
  }
}
