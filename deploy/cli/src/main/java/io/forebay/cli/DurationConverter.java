package io.forebay.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, or ISO 8601. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Duration MAX = Duration.ofDays(3650);

  @Override
  public Duration convert(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    try {
      Duration duration =
          value.matches("\\d{1,9}ms")
              ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
              : Duration.parse(value.startsWith("p") ? value : "pt" + value);
      if (duration.isNegative() || duration.isZero()) {
        throw new TypeConversionException("must be longer than nothing, got " + text);
      }
      if (duration.compareTo(MAX) > 0) {
        throw new TypeConversionException("must be at most " + MAX.toDays() + " days, got " + text);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("is a duration such as 500ms, 5s, 2m or PT1H30M, got " + text);
    }
  }
}
