package io.forebay.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as people write it: from now ({@code 5m}, {@code PT1H}), or ISO 8601 in UTC ({@code 2027-01-31T09:00:00Z}). */
final class MomentConverter implements ITypeConverter<Instant> {
  private static final DurationConverter DURATIONS = new DurationConverter();
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  @Override
  public Instant convert(String text) {
    try {
      var moment = text.strip().endsWith("Z") ? Instant.parse(text.strip()) : Instant.now().plus(DURATIONS.convert(text));
      if (moment.isBefore(END)) {
        return moment;
      }
    } catch (DateTimeParseException | TypeConversionException _) {
      // said below
    }
    throw new TypeConversionException("is a time from now such as 30s, 5m or PT1H30M, or one such as 2027-01-31T09:00:00Z, got " + text);
  }
}
