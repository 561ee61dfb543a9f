package io.github.taskloom.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class BenchmarkListTest {
  /** Every benchmark is in the list that JMH reads, and its body works. */
  @Test
  void run_shortestPossible_everyBenchmarkYieldsResult() throws RunnerException {
    var options =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(10))
            .shouldFailOnError(true)
            .build();

    List<String> names =
        new Runner(options)
            .run().stream().map(result -> result.getParams().getBenchmark()).sorted().toList();

    String prefix = SingleTaskBenchmark.class.getName() + ".";
    assertEquals(
        List.of(prefix + "bareCas", prefix + "createAndDispatch", prefix + "transition"), names);
  }
}
