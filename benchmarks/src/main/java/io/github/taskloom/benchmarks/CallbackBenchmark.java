package io.github.taskloom.benchmarks;

import io.github.taskloom.benchmarks.Light.Press;
import io.github.taskloom.fsm.Fsm;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One transition of a machine with callbacks, registered beforehand.
 *
 * <p>The baseline is no callback: what the first one adds is the record of the transition, what
 * each further one adds is its call. Says nothing of registering.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CallbackBenchmark {
  @Param({"0", "1", "4"})
  public int callbacks;

  private final Fsm<Light, Press> light = new Fsm<>(Light.SWITCHES, Light.OFF);

  @Setup
  public void register(Blackhole blackhole) {
    for (int i = 0; i < callbacks; i++) {
      var unused = light.onTransition(blackhole::consume);
    }
  }

  @Benchmark
  public Object transition() {
    return light.fire(Press.SWITCH);
  }
}
