package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.Make;
import io.github.taskloom.journal.Durability;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * The engines that the families of makes compare: some of the {@link Contender}s, and others that
 * only such a family asks for. Here a CompletableFuture may begin as soon as it is there, as it is
 * mostly written; those on a ForkJoinPool of their own have a graph that is built before the run.
 */
@SuppressWarnings("ImmutableEnumChecker") // method references and records of constants
public enum Rival {
  TASKLOOM_LAYERED(Contender.TASKLOOM_LAYERED),
  TASKLOOM_EAGER(Contender.TASKLOOM_EAGER),
  TASKLOOM_THREADS(Contender.TASKLOOM_LAYERED_THREADS),
  TASKLOOM_TIMEOUT(
      "Taskloom, layered, timeout(1 minute)",
      () -> new Taskloom(Make.defaults().timeout(Duration.ofMinutes(1)))),
  JOURNAL_OFF("Taskloom, no journal", () -> new JournaledMake(null)),
  JOURNAL_NONE("Taskloom, journal, NONE", () -> new JournaledMake(Durability.NONE)),
  JOURNAL_GROUPED("Taskloom, journal, GROUPED", () -> new JournaledMake(Durability.GROUPED)),
  JOURNAL_EVERY("Taskloom, journal, EVERY", () -> new JournaledMake(Durability.EVERY)),
  BARE_RECORDS("bare writer", () -> new BareRecords(false)),
  BARE_RECORDS_FORCED("bare writer, forced", () -> new BareRecords(true)),
  DISPATCH("Taskloom, dispatch() by hand", Dispatching::new),
  SEQUENTIAL(Contender.SEQUENTIAL),
  SEQUENTIAL_RESULTS(
      "sequential loop, results kept", () -> new KeepingResults(new SequentialLoop())),
  ONE_THREAD("one thread, plan in the tasks (prototype)", OneThread::new),
  SEQUENTIAL_CALLS("sequential calls", SequentialCalls::new),
  FUTURES_VIRTUAL(
      "CompletableFuture, virtual threads",
      () -> new Futures(Executors.newVirtualThreadPerTaskExecutor(), true)),
  FUTURES_COMMON(
      "CompletableFuture, common pool", () -> new Futures(ForkJoinPool.commonPool(), true)),
  FUTURES_FORK_JOIN(
      "CompletableFuture, ForkJoinPool",
      () -> new Futures(new ForkJoinPool(Runtime.getRuntime().availableProcessors()), false)),
  FUTURES_ONE(
      "CompletableFuture, ForkJoinPool of 1", () -> new Futures(new ForkJoinPool(1), false)),
  FUTURES_RESULTS("CompletableFuture, ForkJoinPool, results kept", FutureResults::new),
  SCOPE_PER_LAYER(Contender.SCOPE_PER_LAYER),
  FORK_JOIN(Contender.FORK_JOIN),
  FORK_JOIN_RESULTS(
      "ForkJoinPool, counters, results kept", () -> new KeepingResults(new ForkJoin())),
  VIRTUAL_THREADS(Contender.VIRTUAL_THREADS);

  private final String title;
  private final Supplier<Engine> engine;

  Rival(Contender contender) {
    this(contender.title(), contender::engine);
  }

  Rival(String title, Supplier<Engine> engine) {
    this.title = title;
    this.engine = engine;
  }

  /** What the tables call it. */
  public String title() {
    return title;
  }

  /** A new engine, with its threads. */
  public Engine engine() {
    return engine.get();
  }
}
