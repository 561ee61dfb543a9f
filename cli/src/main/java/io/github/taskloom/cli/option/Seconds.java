package io.github.taskloom.cli.option;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of seconds, with a fraction if one likes. */
final class Seconds implements ITypeConverter<Duration> {
  private static final BigDecimal MOST = BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

  @Override
  public Duration convert(String value) {
    try {
      BigDecimal seconds = new BigDecimal(value);
      if (seconds.signum() >= 0 && seconds.compareTo(MOST) <= 0) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
      }
    } catch (NumberFormatException e) {
      throw wrong(value);
    }
    throw wrong(value);
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException("'" + value + "' is not a number of seconds, 0 or more");
  }
}
