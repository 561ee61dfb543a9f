package io.github.taskloom.benchmarks;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Transitions;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one transition and one task cost a thread that nobody disturbs.
 *
 * <p>Says nothing of contention, of prerequisites or of a make. Read {@code transition} against
 * {@code bareCas}, which is the least that a lock-free state can cost.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SingleTaskBenchmark {
  private enum Light {
    OFF,
    ON
  }

  private enum Press {
    SWITCH
  }

  private static final Transitions<Light, Press> SWITCHES =
      Transitions.of(Light.class, Press.class)
          .startingAt(Light.OFF)
          .on(Light.OFF, Press.SWITCH, Light.ON)
          .on(Light.ON, Press.SWITCH, Light.OFF)
          .build();

  private final AtomicReference<Light> reference = new AtomicReference<>(Light.OFF);
  private final Fsm<Light, Press> light = new Fsm<>(SWITCHES, Light.OFF);

  /** The baseline: one state swapped for the other by one CAS. */
  @Benchmark
  public Object bareCas() {
    Light now = reference.get();
    return reference.compareAndExchange(now, now == Light.OFF ? Light.ON : Light.OFF);
  }

  /** One event of a machine that nobody listens to. */
  @Benchmark
  public Object transition() {
    return light.fire(Press.SWITCH);
  }

  /** A task without prerequisites, from its creation to DONE in the calling thread. */
  @Benchmark
  public TaskState createAndDispatch() {
    return Task.of("benchmarked", () -> Boolean.TRUE).dispatch();
  }
}
