package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A ForkJoinPool with one worker per core: a task that becomes ready is forked, and the last that
 * one makes ready is run by the same worker without a fork.
 */
final class ForkJoin implements Engine {
  private final ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    CountingNode.Run run = new CountingNode.Run(graph, bodies);
    return () -> {
      pool.execute(ForkJoinTask.adapt(() -> run.roots().forEach(ForkJoin::fork)));
      run.await();
    };
  }

  private static void fork(CountingNode ready) {
    ForkJoinTask<?> unused = new Ready(ready).fork();
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  @SuppressWarnings("serial") // is never serialized
  private static final class Ready extends RecursiveAction {
    private final CountingNode first;

    Ready(CountingNode first) {
      this.first = first;
    }

    @Override
    protected void compute() {
      @Nullable CountingNode node = first;
      while (node != null) {
        node = node.runAndStartAllButOne(ForkJoin::fork);
      }
    }
  }
}
