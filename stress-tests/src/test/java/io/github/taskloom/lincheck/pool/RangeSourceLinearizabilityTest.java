package io.github.taskloom.lincheck.pool;

import io.github.taskloom.internal.pool.RangeSource;
import io.github.taskloom.lincheck.Strategy;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of a layer: each is claimed once, in order, none is lost. */
@Tag("sized")
@Tag("full-only")
public class RangeSourceLinearizabilityTest {
  private static final int START = 10;
  private static final int END = 14;

  /** What is done to a range. */
  public interface Range {

    int claim();

    int left();

    void close();
  }

  /** The operations, of whichever range. */
  public abstract static class Operations {
    private final Range range;

    protected Operations(Range range) {
      this.range = range;
    }

    @Operation
    public int claim() {
      return range.claim();
    }

    @Operation
    public int left() {
      return range.left();
    }

    @Operation(runOnce = true)
    public void close() {
      range.close();
    }
  }

  /** Those of the real range. */
  public static class OfRangeSource extends Operations {
    public OfRangeSource() {
      super(new Real(new RangeSource(START, END)));
    }
  }

  private record Real(RangeSource source) implements Range {

    @Override
    public int claim() {
      return source.claim(false);
    }

    @Override
    public int left() {
      return source.left();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  /** Those of a range for one thread. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  private static final class Sequential implements Range {
    private int next = START;

    @Override
    public int claim() {
      return next < END ? next++ : -1;
    }

    @Override
    public int left() {
      return END - next;
    }

    @Override
    public void close() {
      next = END;
    }
  }

  /** Those of a range that looks first and counts then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct implements Range {
    private volatile int next = START;

    @Override
    public int claim() {
      int mine = next;
      if (mine >= END) {
        return -1;
      }
      next = mine + 1;
      return mine;
    }

    @Override
    public int left() {
      return END - next;
    }

    @Override
    public void close() {
      next = END;
    }
  }

  /** Claims at once, beside a close, are those of one thread. */
  @ParameterizedTest
  @EnumSource
  void range_claimedAndClosedAtOnce_areLinearizable(Strategy strategy) {
    strategy.check(OfRangeSource.class, Model.class);
  }

  /** Without the atomic count the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
