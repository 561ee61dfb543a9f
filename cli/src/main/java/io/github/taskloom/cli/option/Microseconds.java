package io.github.taskloom.cli.option;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of microseconds, with a fraction if one likes, as nanoseconds. */
final class Microseconds implements ITypeConverter<Long> {
  /** An hour. */
  private static final BigDecimal MOST = BigDecimal.valueOf(3_600_000_000L);

  @Override
  public Long convert(String value) {
    try {
      BigDecimal micros = new BigDecimal(value);
      if (micros.signum() >= 0 && micros.compareTo(MOST) <= 0) {
        return micros.movePointRight(3).longValue();
      }
    } catch (NumberFormatException e) {
      throw wrong(value);
    }
    throw wrong(value);
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException(
        "'" + value + "' is not a number of microseconds from 0 to " + MOST);
  }
}
