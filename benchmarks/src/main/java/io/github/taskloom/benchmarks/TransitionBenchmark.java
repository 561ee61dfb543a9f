package io.github.taskloom.benchmarks;

import io.github.taskloom.benchmarks.Light.Press;
import io.github.taskloom.fsm.Fsm;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One transition of a machine without callbacks, by a thread alone and by two that want the same
 * machine at the same time.
 *
 * <p>Read {@code transition} against {@code bareCas}, the least that a lock-free state can cost,
 * and {@code contended} against {@code bareCasContended}. Both contended ones tell mostly of the
 * cache line that travels between cores; on one core they mean nothing. Says nothing of callbacks
 * (see {@link CallbackBenchmark}).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TransitionBenchmark {

  /** A machine that one thread has for itself. */
  @State(Scope.Thread)
  public static class Own {
    private final Fsm<Light, Press> light = new Fsm<>(Light.SWITCHES, Light.OFF);
    private final AtomicReference<Light> reference = new AtomicReference<>(Light.OFF);
  }

  /** A machine that all threads of the benchmark share. */
  @State(Scope.Benchmark)
  public static class Shared {
    private final Fsm<Light, Press> light = new Fsm<>(Light.SWITCHES, Light.OFF);
    private final AtomicReference<Light> reference = new AtomicReference<>(Light.OFF);
  }

  /** The baseline: one state swapped for the other by one CAS. */
  @Benchmark
  public Object bareCas(Own own) {
    return swap(own.reference);
  }

  @Benchmark
  public Object transition(Own own) {
    return own.light.fire(Press.SWITCH);
  }

  /** The baseline of {@code contended}: repeated until it succeeds. */
  @Benchmark
  @Threads(2)
  public Object bareCasContended(Shared shared) {
    return swap(shared.reference);
  }

  @Benchmark
  @Threads(2)
  public Object contended(Shared shared) {
    return shared.light.fire(Press.SWITCH);
  }

  private static Light swap(AtomicReference<Light> reference) {
    Light now = reference.get();
    while (true) {
      Light next = now == Light.OFF ? Light.ON : Light.OFF;
      Light witness = reference.compareAndExchange(now, next);
      if (witness == now) {
        return next;
      }
      now = witness;
    }
  }
}
