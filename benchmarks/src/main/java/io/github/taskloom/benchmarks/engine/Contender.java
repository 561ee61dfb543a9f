package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/** The engines that are compared, in the order of the table. */
@SuppressWarnings("ImmutableEnumChecker") // method references and records of constants
public enum Contender {
  SEQUENTIAL("sequential loop", SequentialLoop::new, Traits.NONE.workers(1)),
  TASKLOOM_LAYERED("**Taskloom, layered**", taskloom(Make.defaults()), Traits.NONE),
  TASKLOOM_EAGER("**Taskloom, eager**", taskloom(Make.defaults().order(Order.EAGER)), Traits.NONE),
  TASKLOOM_LAYERED_THREADS(
      "Taskloom, layered, thread per task",
      taskloom(Make.defaults().withThreadPerTask()),
      Traits.NONE),
  TASKLOOM_EAGER_THREADS(
      "Taskloom, eager, thread per task",
      taskloom(Make.defaults().order(Order.EAGER).withThreadPerTask()),
      Traits.NONE),
  SCOPE_PER_LAYER("StructuredTaskScope, fork per task", ScopePerLayer::new, Traits.NONE),
  VIRTUAL_THREADS("virtual thread per task, counters", VirtualThreads::new, Traits.NONE),
  FORK_JOIN("ForkJoinPool, counters", ForkJoin::new, Traits.NONE.workers(cores())),
  FUTURES_COMMON_1_EAGER(
      "CompletableFuture, common pool of 1 (b+r)",
      () -> new Futures(ForkJoinPool.commonPool(), true),
      Traits.NONE.commonPool(1).building()),
  FUTURES_COMMON_2_EAGER(
      "CompletableFuture, common pool of 2 (b+r)",
      () -> new Futures(ForkJoinPool.commonPool(), true),
      Traits.NONE.commonPool(2).building()),
  FUTURES_COMMON_1(
      "CompletableFuture, common pool of 1",
      () -> new Futures(ForkJoinPool.commonPool(), false),
      Traits.NONE.commonPool(1)),
  FUTURES_COMMON_2(
      "CompletableFuture, common pool of 2",
      () -> new Futures(ForkJoinPool.commonPool(), false),
      Traits.NONE.commonPool(2)),
  FUTURES_FIXED(
      "CompletableFuture, fixed pool",
      () -> new Futures(Executors.newFixedThreadPool(cores()), false),
      Traits.NONE.workers(cores())),
  FUTURES_VIRTUAL(
      "CompletableFuture, virtual threads",
      () -> new Futures(Executors.newVirtualThreadPerTaskExecutor(), false),
      Traits.NONE),
  COROUTINES("Kotlin coroutines (b+r)", Coroutines::new, Traits.NONE.building()),
  REACTOR("Reactor", ReactorMonos::new, Traits.NONE),
  PARSEQ("ParSeq", ParSeq::new, Traits.NONE),
  DEXECUTOR("dexecutor", Dexecutors::new, Traits.NONE.mostTasks(5_000));

  private final String title;
  private final Supplier<Engine> engine;
  private final Traits traits;

  Contender(String title, Supplier<Engine> engine, Traits traits) {
    this.title = title;
    this.engine = engine;
    this.traits = traits;
  }

  /** What the table calls it; (b+r) says that building is part of the run. */
  public String title() {
    return title;
  }

  /** A new engine, with its threads. */
  public Engine engine() {
    return engine.get();
  }

  /** Whether it is shown how its cost grows with the graph. */
  public boolean isScaled() {
    return this == TASKLOOM_LAYERED || this == TASKLOOM_EAGER;
  }

  public Traits traits() {
    return traits;
  }

  private static Supplier<Engine> taskloom(Make how) {
    return () -> new Taskloom(how);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * What is to be known of an engine before it runs.
   *
   * @param workers the most tasks that block at a time
   * @param mostTasks the largest graph that it survives in reasonable time
   * @param buildsInRun whether there is nothing to build before the run
   * @param jvmArguments what its JVM is started with
   */
  public record Traits(int workers, int mostTasks, boolean buildsInRun, List<String> jvmArguments) {
    static final Traits NONE = new Traits(Integer.MAX_VALUE, Integer.MAX_VALUE, false, List.of());

    Traits workers(int most) {
      return new Traits(most, mostTasks, buildsInRun, jvmArguments);
    }

    Traits mostTasks(int most) {
      return new Traits(workers, most, buildsInRun, jvmArguments);
    }

    Traits building() {
      return new Traits(workers, mostTasks, true, jvmArguments);
    }

    Traits commonPool(int parallelism) {
      String property = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + parallelism;
      return new Traits(parallelism, mostTasks, buildsInRun, List.of(property));
    }
  }
}
