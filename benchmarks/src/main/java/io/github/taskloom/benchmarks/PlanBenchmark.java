package io.github.taskloom.benchmarks;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The layers of 100,000 tasks: nanoseconds per task.
 *
 * <p>The baseline is the graph without edges: what the others take more, divided by the edges of a
 * task, is the price of an edge. The lists that {@link Tasks#layers} hands out are part of it; a
 * make plans without them. The tasks stand in memory in the order of their creation, as a program
 * that has just built them finds them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PlanBenchmark {
  private static final int TASKS = 100_000;

  @Param({"0", "1", "2", "3"})
  public int edgesPerTask;

  private final List<Task<?>> last = new ArrayList<>();

  @Setup
  public void build() {
    Graph graph =
        switch (edgesPerTask) {
          case 0 -> Shapes.independent(TASKS);
          case 1 -> Shapes.chains(1_000, TASKS / 1_000);
          case 2 -> Shapes.grid(TASKS / 1_000, 1_000);
          default -> Shapes.random(TASKS, TrivialGraph.SEED);
        };
    List<Task<?>> tasks = new ArrayList<>();
    for (int task = 0; task < TASKS; task++) {
      Task<?> one = Task.of(() -> Boolean.TRUE);
      for (int i = 0; i < graph.degree(task); i++) {
        one.require(tasks.get(graph.prerequisite(task, i)));
      }
      tasks.add(one);
    }
    for (int sink : graph.sinks()) {
      last.add(tasks.get(sink));
    }
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public Object layers() {
    return Tasks.layers(last);
  }
}
