package io.github.taskloom.benchmarks.graph;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a task does, in the shape that each engine asks for; nearly all return null. */
@FunctionalInterface
public interface Body extends Callable<@Nullable Object>, Runnable, Supplier<@Nullable Object> {
  /**
   * Bodies that do nothing, of different classes: were there one only, the JIT would fold it into
   * the loops, which no real graph allows it. Few objects for all tasks, so that memory figures
   * tell of the engine alone.
   */
  List<Body> TRIVIAL = List.of(() -> null, () -> null, () -> null, () -> null);

  /** As many that do nothing but return an object of their own, another each time. */
  List<Body> FRESH =
      List.of(() -> new Object(), () -> new Object(), () -> new Object(), () -> new Object());

  /** One that does nothing. */
  static Body trivial(int task) {
    return TRIVIAL.get(task & 3);
  }

  /** One that returns another object each time. */
  static Body fresh(int task) {
    return FRESH.get(task & 3);
  }

  @Override
  @Nullable Object call();

  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // does the same and drops the null
  default void run() {
    Object unused = call();
  }

  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // does the same
  default @Nullable Object get() {
    return call();
  }

  /** Keeps a core at work. */
  static Body spinning(long nanos) {
    return () -> {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < nanos) {
        Thread.onSpinWait();
      }
      return null;
    };
  }

  /** Blocks its thread. */
  static Body sleeping(long nanos) {
    return () -> {
      try {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("A sleeping task was interrupted", e);
      }
      return null;
    };
  }
}
