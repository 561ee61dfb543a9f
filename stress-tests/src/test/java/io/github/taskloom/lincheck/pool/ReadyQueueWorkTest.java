package io.github.taskloom.lincheck.pool;

import io.github.taskloom.internal.pool.ReadyQueue;
import io.github.taskloom.lincheck.Strategy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads that work until nothing is left, on numbers that make others ready: each number is dealt
 * with once, and all threads end.
 *
 * <p>That a wake-up is lost is not found here: where Lincheck goes through the interleavings, a
 * thread that is parked may wake at any time by itself. It is what {@code ExtraWorkerRaces} are
 * for.
 */
@Tag("sized")
@Tag("full-only")
public class ReadyQueueWorkTest {

  /** What the workers need. */
  public interface Numbers {

    int claim();

    void offer(int number);

    void finish();
  }

  /** The operation: 0 makes 1 and 2 ready. */
  public abstract static class Operations {
    private final Numbers numbers;
    private final AtomicIntegerArray dealtWith = new AtomicIntegerArray(3);

    protected Operations(Numbers numbers) {
      this.numbers = numbers;
    }

    @Operation
    public void work() {
      for (int number = numbers.claim(); number >= 0; number = numbers.claim()) {
        dealtWith.incrementAndGet(number);
        if (number == 0) {
          numbers.offer(1);
          numbers.offer(2);
        }
        numbers.finish();
      }
    }

    /** After all have ended. */
    @Validate
    public void eachOnce() {
      if (!dealtWith.toString().equals("[1, 1, 1]")) {
        throw new IllegalStateException("dealt with " + dealtWith + " times");
      }
    }
  }

  /** Those of the real class. */
  public static class OfReadyQueue extends Operations {
    public OfReadyQueue() {
      super(new Real());
    }
  }

  private static final class Real implements Numbers {
    private final ReadyQueue ready = new ReadyQueue(3);

    Real() {
      ready.offerFirst(0);
    }

    @Override
    public int claim() {
      return ready.claim(false);
    }

    @Override
    public void offer(int number) {
      ready.offer(number);
    }

    @Override
    public void finish() {
      ready.finish(1);
    }
  }

  /** It returns nothing, so any sequence will do. */
  public static class Model {
    public void work() {}
  }

  /** Those of numbers that are looked at first and taken then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct implements Numbers {
    private final Queue<Integer> offered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger(3);

    CheckThenAct() {
      offered.add(0);
    }

    @Override
    public int claim() {
      while (unfinished.get() > 0) {
        Integer number = offered.peek();
        if (number != null) {
          offered.poll(); // perhaps another one by now
          return number;
        }
        Thread.onSpinWait();
      }
      return -1;
    }

    @Override
    public void offer(int number) {
      offered.add(number);
    }

    @Override
    public void finish() {
      unfinished.decrementAndGet();
    }
  }

  /** All numbers are dealt with once, and all workers end. */
  @ParameterizedTest
  @EnumSource
  void ready_workedOnAtOnce_eachOnceAndAllEnd(Strategy strategy) {
    strategy.check(OfReadyQueue.class, Model.class);
  }

  /** Numbers that are looked at first and taken then are found; on real threads it takes long. */
  @Test
  void twin_checksThenActs_isFound() {
    Strategy.MODEL_CHECKING.find(OfTwin.class, Model.class);
  }
}
