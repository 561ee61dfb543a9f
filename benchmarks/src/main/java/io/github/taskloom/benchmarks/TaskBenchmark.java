package io.github.taskloom.benchmarks;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The life of one task or two, in a thread that no other disturbs.
 *
 * <p>Read {@code create} against {@code createFuture}, {@code createAndRequire} against two {@code
 * create}s, {@code createAndDispatch} against {@code createAndCompleteFuture}, and {@code
 * settleAndWake} against {@code completeAndWakeFuture}; that last pair is mostly the start of a
 * virtual thread and its wake-up, so only the difference tells of the engine. Objects that do not
 * escape may cost nothing here: what a built graph costs is told by {@link MakeBenchmark} and the
 * comparison.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TaskBenchmark {

  @Benchmark
  public CompletableFuture<Boolean> createFuture() {
    return new CompletableFuture<>();
  }

  @Benchmark
  public Object create() {
    return Task.of("benchmarked", () -> Boolean.TRUE);
  }

  /** Two tasks and an edge; a prerequisite that outlives the call would gather dependents. */
  @Benchmark
  public Object createAndRequire() {
    Task<Boolean> first = Task.of("first", () -> Boolean.TRUE);
    Task<Boolean> second = Task.of("second", () -> Boolean.TRUE);
    second.require(first);
    return second;
  }

  @Benchmark
  public Object createAndCompleteFuture() {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    return future.complete(Boolean.TRUE);
  }

  /** From its creation to DONE. */
  @Benchmark
  public TaskState createAndDispatch() {
    return Task.of("benchmarked", () -> Boolean.TRUE).dispatch();
  }

  /** A virtual thread waits for a task, which is dispatched then. */
  @Benchmark
  public Object settleAndWake() throws InterruptedException {
    Task<Boolean> task = Task.of("benchmarked", () -> Boolean.TRUE);
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                var unused = task.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException("No thread interrupts it", e);
              }
            });
    awaitWaiting(waiter);
    TaskState state = task.dispatch();
    waiter.join();
    return state;
  }

  /** The baseline of {@code settleAndWake}. */
  @Benchmark
  public Object completeAndWakeFuture() throws InterruptedException {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    Thread waiter = Thread.startVirtualThread(future::join);
    awaitWaiting(waiter);
    boolean completed = future.complete(Boolean.TRUE);
    waiter.join();
    return completed;
  }

  private static void awaitWaiting(Thread waiter) {
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
