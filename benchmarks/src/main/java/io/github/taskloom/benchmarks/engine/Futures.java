package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A CompletableFuture per task, behind those that it requires. Either all hang from one that opens
 * the run, or each may begin as soon as it is there; then building is part of the run.
 */
final class Futures implements Engine {
  private final ExecutorService pool;
  private final Executor executor;
  private final boolean eager;

  Futures(ExecutorService pool, boolean eager) {
    this.pool = pool;
    // Not the pool itself: before JDK 25 a common pool of one worker, once recognized, is replaced
    // by a platform thread per task.
    this.executor = command -> pool.execute(command);
    this.eager = eager;
  }

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    if (eager) {
      return () -> futures(null, graph, bodies).join();
    }
    CompletableFuture<@Nullable Void> opening = new CompletableFuture<>();
    CompletableFuture<?> all = futures(opening, graph, bodies);
    return () -> {
      opening.complete(null);
      Object unused = all.join();
    };
  }

  private CompletableFuture<?> futures(
      @Nullable CompletableFuture<?> opening, Graph graph, IntFunction<Body> bodies) {
    CompletableFuture<?>[] futures = new CompletableFuture<?>[graph.tasks()];
    for (int task = 0; task < futures.length; task++) {
      futures[task] = future(opening, graph, futures, task, bodies.apply(task));
    }
    int[] sinks = graph.sinks();
    CompletableFuture<?>[] last = new CompletableFuture<?>[sinks.length];
    for (int i = 0; i < sinks.length; i++) {
      last[i] = futures[sinks[i]];
    }
    return CompletableFuture.allOf(last);
  }

  private CompletableFuture<?> future(
      @Nullable CompletableFuture<?> opening,
      Graph graph,
      CompletableFuture<?>[] futures,
      int task,
      Body body) {
    int degree = graph.degree(task);
    if (degree == 0) {
      return opening == null
          ? CompletableFuture.runAsync(body, executor)
          : opening.thenRunAsync(body, executor);
    }
    CompletableFuture<?> first = futures[graph.prerequisite(task, 0)];
    if (degree == 1) {
      return first.thenRunAsync(body, executor);
    }
    if (degree == 2) {
      return first.runAfterBothAsync(futures[graph.prerequisite(task, 1)], body, executor);
    }
    CompletableFuture<?>[] needs = new CompletableFuture<?>[degree];
    for (int i = 0; i < degree; i++) {
      needs[i] = futures[graph.prerequisite(task, i)];
    }
    return CompletableFuture.allOf(needs).thenRunAsync(body, executor);
  }

  @Override
  public void close() {
    pool.shutdownNow(); // the common pool takes no notice
  }
}
