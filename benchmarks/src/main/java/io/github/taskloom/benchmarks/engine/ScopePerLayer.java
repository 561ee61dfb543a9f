package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * The plain shape of structured concurrency: a StructuredTaskScope per layer, a fork per task. The
 * layers are found in the run. The owner is a virtual thread, which is four times quicker at this
 * than a platform thread: the calling one, or, where that is a platform thread, one of its own.
 */
final class ScopePerLayer implements Engine {

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Body[] all = new Body[graph.tasks()];
    for (int task = 0; task < all.length; task++) {
      all[task] = bodies.apply(task);
    }
    return () -> {
      if (Thread.currentThread().isVirtual()) {
        run(graph, all);
        return;
      }
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      Thread unused =
          Thread.startVirtualThread(
              () -> {
                try {
                  run(graph, all);
                  end.complete(true);
                } catch (Throwable thrown) { // the caller waits, and must learn of it
                  end.completeExceptionally(thrown);
                }
              });
      end.get();
    };
  }

  private static void run(Graph graph, Body[] bodies) throws Exception {
    int[] layers = new int[bodies.length];
    int count = 0;
    for (int task = 0; task < layers.length; task++) {
      for (int i = 0; i < graph.degree(task); i++) {
        layers[task] = Math.max(layers[task], layers[graph.prerequisite(task, i)] + 1);
      }
      count = Math.max(count, layers[task] + 1);
    }
    int[] ends = new int[count];
    for (int layer : layers) {
      ends[layer]++;
    }
    for (int layer = 1; layer < count; layer++) {
      ends[layer] += ends[layer - 1];
    }
    int[] order = new int[layers.length];
    for (int task = layers.length - 1; task >= 0; task--) {
      order[--ends[layers[task]]] = task;
    }
    // Now each layer's end has become its begin.
    for (int layer = 0; layer < count; layer++) {
      int end = layer + 1 == count ? order.length : ends[layer + 1];
      runLayer(order, ends[layer], end, bodies);
    }
  }

  private static void runLayer(int[] order, int begin, int end, Body[] bodies) throws Exception {
    Object scope = StructuredScopes.open();
    try {
      for (int i = begin; i < end; i++) {
        StructuredScopes.fork(scope, bodies[order[i]]);
      }
      StructuredScopes.join(scope);
    } finally {
      StructuredScopes.close(scope);
    }
  }
}
