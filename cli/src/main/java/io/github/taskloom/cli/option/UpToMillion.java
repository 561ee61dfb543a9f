package io.github.taskloom.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 0 or 1 to a million: of what is held in memory, one by one. */
abstract class UpToMillion implements ITypeConverter<Integer> {
  private static final int MOST = 1_000_000;

  private final int least;

  private UpToMillion(int least) {
    this.least = least;
  }

  @Override
  public Integer convert(String value) {
    try {
      int count = Integer.parseInt(value);
      if (count >= least && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(value);
    }
    throw wrong(value);
  }

  private TypeConversionException wrong(String value) {
    return new TypeConversionException(
        "'" + value + "' is not a whole number from " + least + " to " + MOST);
  }

  /** At least one. */
  static final class FromOne extends UpToMillion {
    FromOne() {
      super(1);
    }
  }

  /** None is a number, too. */
  static final class FromNone extends UpToMillion {
    FromNone() {
      super(0);
    }
  }
}
