package io.forebay.cli;

import io.forebay.schemas.Point;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a place in metres: {@code 2.5,-1}. */
final class PlaceConverter implements ITypeConverter<Point> {
  @Override
  public Point convert(String text) {
    String[] numbers = text.split(",", -1);
    try {
      if (numbers.length == 2) {
        double x = Double.parseDouble(numbers[0].strip());
        double y = Double.parseDouble(numbers[1].strip());
        if (Double.isFinite(x) && Double.isFinite(y)) {
          return new Point(x, y);
        }
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new TypeConversionException("is x and y in metres such as 2.5,-1, got " + text);
  }
}
