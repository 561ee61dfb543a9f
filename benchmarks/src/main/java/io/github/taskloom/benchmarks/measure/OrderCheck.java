package io.github.taskloom.benchmarks.measure;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Graph.Kind;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether an engine runs each task exactly once, and after all that it requires. */
public final class OrderCheck {
  private OrderCheck() {}

  /** A small graph of each shape and kind, by name. */
  public static Map<String, Graph> smallGraphs() {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    for (TrivialGraph graph : TrivialGraph.values()) {
      graphs.put(graph.title(), graph.of(600));
    }
    graphs.put("spinning", Shapes.each(Shapes.grid(5, 10), Kind.SPINNING, 20_000));
    graphs.put("sleeping", Shapes.each(Shapes.grid(3, 20), Kind.SLEEPING, 1_000_000));
    graphs.put("mixed", Shapes.oneInHundred(TrivialGraph.RANDOM.of(600), 1_000_000));
    return graphs;
  }

  /**
   * Runs a graph with tasks that record, from a platform thread.
   *
   * @return what was wrong; null if nothing was
   */
  public static @Nullable String violation(Engine engine, Graph graph, Duration limit)
      throws InterruptedException {
    return violation(engine, graph, limit, Thread.ofPlatform().daemon());
  }

  /**
   * Runs a graph with tasks that record.
   *
   * @param caller the thread that the engine is called from
   * @return what was wrong; null if nothing was
   */
  public static @Nullable String violation(
      Engine engine, Graph graph, Duration limit, Thread.Builder caller)
      throws InterruptedException {
    AtomicIntegerArray runs = new AtomicIntegerArray(graph.tasks());
    AtomicIntegerArray ends = new AtomicIntegerArray(graph.tasks());
    AtomicReference<@Nullable String> violation = new AtomicReference<>();
    FutureTask<@Nullable Object> run =
        new FutureTask<>(
            () -> {
              engine.build(graph, task -> recording(graph, task, runs, ends, violation)).run();
              return null;
            });
    Thread unusedCaller = caller.name("check").start(run);
    try {
      Object unused = run.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "did not end within " + limit.toSeconds() + " s";
    } catch (ExecutionException e) {
      return "failed with " + e.getCause();
    }
    for (int task = 0; task < graph.tasks(); task++) {
      if (runs.get(task) != 1 || ends.get(task) != 1) {
        return "task " + task + " ran " + ends.get(task) + " times when the run was over";
      }
    }
    return violation.get();
  }

  private static Body recording(
      Graph graph,
      int task,
      AtomicIntegerArray runs,
      AtomicIntegerArray ends,
      AtomicReference<@Nullable String> violation) {
    Body body = graph.body(task);
    return () -> {
      runs.incrementAndGet(task);
      for (int i = 0; i < graph.degree(task); i++) {
        int prerequisite = graph.prerequisite(task, i);
        if (ends.get(prerequisite) != 1) {
          violation.compareAndSet(
              null, "task " + task + " began before " + prerequisite + " ended");
        }
      }
      Object result = body.call();
      ends.incrementAndGet(task);
      return result;
    };
  }
}
