package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An engine without results that gets them: an object for each task, made with the graph, keeps
 * what the task returns.
 */
final class KeepingResults implements Engine {
  private final Engine engine;

  KeepingResults(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    return engine.build(graph, task -> new Keeping(bodies.apply(task)));
  }

  @Override
  public void close() {
    engine.close();
  }

  private static final class Keeping implements Body {
    private final Body body;

    @SuppressWarnings("UnusedVariable") // only kept
    private @Nullable Object result;

    Keeping(Body body) {
      this.body = body;
    }

    @Override
    public @Nullable Object call() {
      Object returned = body.call();
      result = returned;
      return returned;
    }
  }
}
