package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reactor: a cached Mono per task behind those that it requires, on the parallel scheduler, or on
 * virtual threads where tasks block. All are subscribed to in the order of their numbers: by way of
 * the last one alone a long chain would overflow the stack.
 */
final class ReactorMonos implements Engine {
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final Scheduler cores =
      Schedulers.newParallel("cores", Runtime.getRuntime().availableProcessors(), true);

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Scheduler scheduler =
        graph.kind() == Graph.Kind.SLEEPING ? Schedulers.fromExecutorService(virtual) : cores;
    List<Mono<Void>> monos = new ArrayList<>(graph.tasks());
    for (int task = 0; task < graph.tasks(); task++) {
      int degree = graph.degree(task);
      List<Mono<Void>> needs = new ArrayList<>(degree);
      for (int i = 0; i < degree; i++) {
        needs.add(monos.get(graph.prerequisite(task, i)));
      }
      Mono<Void> body = Mono.<Void>fromRunnable(bodies.apply(task)).subscribeOn(scheduler);
      monos.add((needs.isEmpty() ? body : Mono.when(needs).then(body)).cache());
    }
    int[] sinks = graph.sinks();
    List<Mono<Void>> last = new ArrayList<>(sinks.length);
    for (int sink : sinks) {
      last.add(monos.get(sink));
    }
    return () -> {
      for (Mono<Void> mono : monos) {
        Disposable unused = mono.subscribe();
      }
      Mono.when(last).block();
    };
  }

  @Override
  public void close() {
    cores.dispose();
    virtual.shutdownNow();
  }
}
