package io.forebay.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as people write it: from now ({@code 5m}, {@code PT1H}), or ISO 8601 in UTC ({@code 2027-01-31T09:00:00Z}). */
final class MomentConverter implements ITypeConverter<Instant> {
  private static final DurationConverter DURATIONS = new DurationConverter();

  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeParseException _) {
      try {
        return Instant.now().plus(DURATIONS.convert(text));
      } catch (TypeConversionException | ArithmeticException _) {
        throw new TypeConversionException("is a time from now such as 30s, 5m or PT1H30M, or one such as 2027-01-31T09:00:00Z, got " + text);
      }
    }
  }
}
