package io.github.taskloom.benchmarks.engine;

import com.github.dexecutor.core.DefaultDexecutor;
import com.github.dexecutor.core.DexecutorConfig;
import com.github.dexecutor.core.ExecutionConfig;
import com.github.dexecutor.core.task.ExecutionResults;
import com.github.dexecutor.core.task.Task;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Dexecutor: on a thread per core, or on virtual threads where tasks block. */
final class Dexecutors implements Engine {
  private final ExecutorService cores =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    ExecutorService executor = graph.kind() == Graph.Kind.SLEEPING ? virtual : cores;
    DefaultDexecutor<Integer, @Nullable Object> dexecutor =
        new DefaultDexecutor<>(
            new DexecutorConfig<>(executor, number -> new Calling(bodies.apply(number))));
    for (int task = 0; task < graph.tasks(); task++) {
      if (graph.degree(task) == 0) {
        dexecutor.addIndependent(task);
      }
      for (int i = 0; i < graph.degree(task); i++) {
        dexecutor.addDependency(graph.prerequisite(task, i), task);
      }
    }
    return () -> {
      ExecutionResults<Integer, @Nullable Object> results =
          dexecutor.execute(ExecutionConfig.TERMINATING);
      if (results.getSuccess().size() != graph.tasks()) {
        throw new IllegalStateException(
            results.getSuccess().size() + " of " + graph.tasks() + " tasks succeeded");
      }
    };
  }

  @Override
  public void close() {
    cores.shutdownNow();
    virtual.shutdownNow();
  }

  @SuppressWarnings("serial") // is never serialized
  private static final class Calling extends Task<Integer, @Nullable Object> {
    private final Body body;

    Calling(Body body) {
      this.body = body;
    }

    @Override
    public @Nullable Object execute() {
      return body.call();
    }
  }
}
