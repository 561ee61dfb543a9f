package io.github.taskloom.lincheck.pool;

import io.github.taskloom.internal.pool.ReadyQueue;
import io.github.taskloom.lincheck.Strategy;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that become ready: each is claimed once, in the order in which it was offered. */
@Tag("sized")
public class ReadyQueueLinearizabilityTest {
  private static final int SIZE = 8; // more than the operations of one scenario

  /** What is done to the numbers. */
  public interface Numbers {

    void offer(int number);

    /** The next one, or -1 if there is none at the moment. */
    int claim();

    void close();
  }

  /** The operations, of whichever numbers. */
  public abstract static class Operations {
    private final Numbers numbers;

    protected Operations(Numbers numbers) {
      this.numbers = numbers;
    }

    @Operation
    public void offer(@Param(gen = IntGen.class, conf = "0:7") int number) {
      numbers.offer(number);
    }

    @Operation
    public int claim() {
      return numbers.claim();
    }

    @Operation(runOnce = true)
    public void close() {
      numbers.close();
    }
  }

  /** Those of the real class. */
  public static class OfReadyQueue extends Operations {
    public OfReadyQueue() {
      super(new Real(new ReadyQueue(SIZE)));
    }
  }

  private record Real(ReadyQueue ready) implements Numbers {

    /** All are said to be finished: a thread that finds nothing ready then does not wait. */
    Real {
      ready.finish(SIZE);
    }

    @Override
    public void offer(int number) {
      ready.offer(number);
    }

    @Override
    public int claim() {
      return ready.claim(false);
    }

    @Override
    public void close() {
      ready.close();
    }
  }

  /** Those of numbers for one thread. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  private static final class Sequential implements Numbers {
    private final ArrayDeque<Integer> offered = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void offer(int number) {
      offered.add(number);
    }

    @Override
    public int claim() {
      return closed || offered.isEmpty() ? -1 : offered.remove();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Those of numbers whose head is read first and written then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct implements Numbers {
    private final AtomicIntegerArray offered = new AtomicIntegerArray(SIZE);
    private volatile int head;
    private volatile int tail;
    private volatile boolean closed;

    @Override
    public void offer(int number) {
      int place = tail;
      offered.set(place, number);
      tail = place + 1;
    }

    @Override
    public int claim() {
      int place = head;
      if (closed || place >= tail) {
        return -1;
      }
      head = place + 1;
      return offered.get(place);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Offers and claims at once are those of one thread. */
  @ParameterizedTest
  @EnumSource
  void ready_offeredAndClaimedAtOnce_isLinearizable(Strategy strategy) {
    strategy.check(OfReadyQueue.class, Model.class);
  }

  /** Without the atomic steps the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
