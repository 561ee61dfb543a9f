package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A CompletableFuture per task that keeps what the task returns, as those of {@link Futures} do
 * not. All hang from one that opens the run.
 */
final class FutureResults implements Engine {
  private final ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    CompletableFuture<@Nullable Void> opening = new CompletableFuture<>();
    CompletableFuture<?>[] futures = new CompletableFuture<?>[graph.tasks()];
    for (int task = 0; task < futures.length; task++) {
      Body body = bodies.apply(task);
      futures[task] =
          before(opening, graph, futures, task).thenApplyAsync(any -> body.call(), pool);
    }
    CompletableFuture<?>[] last =
        Arrays.stream(graph.sinks())
            .mapToObj(sink -> futures[sink])
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<?> all = CompletableFuture.allOf(last);
    return () -> {
      opening.complete(null);
      Object unused = all.join();
    };
  }

  /** What has to complete before a task. */
  private static CompletableFuture<?> before(
      CompletableFuture<?> opening, Graph graph, CompletableFuture<?>[] futures, int task) {
    int degree = graph.degree(task);
    if (degree < 2) {
      return degree == 0 ? opening : futures[graph.prerequisite(task, 0)];
    }
    CompletableFuture<?>[] needs = new CompletableFuture<?>[degree];
    for (int i = 0; i < degree; i++) {
      needs[i] = futures[graph.prerequisite(task, i)];
    }
    return CompletableFuture.allOf(needs);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
