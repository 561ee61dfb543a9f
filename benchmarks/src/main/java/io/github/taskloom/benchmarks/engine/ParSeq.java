package io.github.taskloom.benchmarks.engine;

import com.linkedin.parseq.Context;
import com.linkedin.parseq.EngineBuilder;
import com.linkedin.parseq.Task;
import com.linkedin.parseq.promise.Promises;
import com.linkedin.parseq.promise.SettablePromise;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;

/**
 * ParSeq: one plan, in which each task runs after those that it requires. A plan runs its tasks one
 * at a time by design; tasks that block are handed to virtual threads.
 */
final class ParSeq implements Engine {
  private final ExecutorService executor =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final com.linkedin.parseq.Engine engine =
      new EngineBuilder().setTaskExecutor(executor).setTimerScheduler(timer).build();

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Task<?>[] tasks = new Task<?>[graph.tasks()];
    for (int task = 0; task < tasks.length; task++) {
      Body body = bodies.apply(task);
      tasks[task] =
          graph.kind() == Graph.Kind.SLEEPING ? Task.blocking(body, virtual) : Task.callable(body);
    }
    int[] sinks = graph.sinks();
    Task<?>[] last = new Task<?>[sinks.length];
    for (int i = 0; i < sinks.length; i++) {
      last[i] = tasks[sinks[i]];
    }
    Task<Boolean> plan =
        Task.async(
            context -> {
              start(context, graph, tasks);
              SettablePromise<Boolean> end = Promises.settable();
              context.after(last).run(Task.action(() -> end.done(true)));
              return end;
            });
    return () -> {
      engine.run(plan);
      plan.await();
      if (plan.isFailed()) {
        throw new IllegalStateException("The plan failed", plan.getError());
      }
    };
  }

  private static void start(Context context, Graph graph, Task<?>[] tasks) {
    for (int task = 0; task < tasks.length; task++) {
      int degree = graph.degree(task);
      if (degree == 0) {
        context.run(tasks[task]);
        continue;
      }
      Task<?>[] needs = new Task<?>[degree];
      for (int i = 0; i < degree; i++) {
        needs[i] = tasks[graph.prerequisite(task, i)];
      }
      context.after(needs).run(tasks[task]);
    }
  }

  @Override
  public void close() {
    engine.shutdown();
    executor.shutdownNow();
    timer.shutdownNow();
    virtual.shutdownNow();
  }
}
