package io.github.taskloom.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A finite number above 0; not so small that a recorded time divided by it is out of range. */
public final class PositiveNumber implements ITypeConverter<Double> {
  private static final double LEAST = 1e-6;

  @Override
  public Double convert(String value) {
    try {
      double number = Double.parseDouble(value);
      if (number >= LEAST && number < Double.POSITIVE_INFINITY) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(value);
    }
    throw wrong(value);
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException(
        "'" + value + "' is not a finite number of 0.000001 or more");
  }
}
