package io.github.taskloom.internal.task;

import io.github.taskloom.TaskException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A function that gives a stage, as a task calls it: it has ended when the stage has, and gives or
 * throws what the stage has ended with.
 *
 * <p>The function's thread waits for an {@link Arrival} of its own, never in the stage: that may be
 * of any class, may ignore a cancel, and may run in a waiting thread what else is behind it. The
 * thread that completes the stage wakes the function's thread, and does nothing else for the task.
 *
 * @param <T> the value of the stage
 */
final class StageFunction<T extends @Nullable Object> extends UserFunction<T> {
  private final Callable<? extends @Nullable CompletionStage<? extends T>> begins;

  StageFunction(Callable<? extends @Nullable CompletionStage<? extends T>> begins) {
    super(begins instanceof UserFunction<?> adapted ? adapted.function() : begins);
    this.begins = begins;
  }

  @Override
  public T call() throws Exception {
    CompletionStage<? extends T> stage = begins.call();
    if (stage == null) {
      throw noStage();
    }
    Arrival<T> arrival = new Arrival<>();
    stage.whenComplete(arrival::come);
    if (!arrival.isReleasable()) {
      try {
        waitFor(arrival);
      } catch (InterruptedException interrupted) {
        cancel(stage, interrupted);
        throw interrupted;
      }
    }
    End<T> end = arrival.end();
    if (end.thrown() != null) {
      StageFunction.<Exception>rethrow(unwrapped(end.thrown()));
    }
    return end.value();
  }

  /**
   * Parks until the stage has ended. A method of the JDK throws what an interrupt ends the wait by,
   * which shows whose interrupt it was. If the function has swallowed the one that a cancel request
   * has brought, the wait ends all the same, by an exception that shows nothing of another one.
   */
  private void waitFor(Arrival<T> arrival) throws InterruptedException {
    FunctionKind.stuck(function()); // it waits: not on a caller's thread again
    Runner runner = Runner.current();
    if (runner != null && runner.isAskedToEnd()) {
      throw new InterruptedException("asked to end before the wait for the stage");
    }
    arrival.awaitManaged();
  }

  private static TaskException noStage() {
    TaskNode<?> task = Objects.requireNonNull(Runner.currentTask()); // whose function this is
    return new TaskException(
        task, task.name() + " has no stage to wait for: its function returned null");
  }

  /** What comes of it changes nothing for the task, which ends by the interrupt. */
  private static void cancel(CompletionStage<?> stage, InterruptedException interrupted) {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException noFuture) {
      return; // a stage need not be one, and then it cannot be cancelled
    } catch (Throwable thrown) { // by a class of the user's
      Suppressed.add(interrupted, thrown);
    }
  }

  /** What a stage has failed with, and not that it depends on another one. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }

  /** Throws it as it is, also where it is neither an exception nor an error. */
  @SuppressWarnings("unchecked") // so that the compiler lets it pass
  private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /** How a stage has ended: by a value, which may be null, or by what it failed with. */
  private record End<T extends @Nullable Object>(T value, @Nullable Throwable thrown) {}

  /** The end of a stage, to wait for. */
  private static final class Arrival<T extends @Nullable Object> extends CountDownLatch
      implements ForkJoinPool.ManagedBlocker {

    /** By the thread that completes the stage, before the count, which publishes it. */
    private @Nullable End<T> end;

    Arrival() {
      super(1);
    }

    void come(T value, @Nullable Throwable thrown) {
      end = new End<>(value, thrown);
      countDown();
    }

    End<T> end() {
      return Objects.requireNonNull(end);
    }

    @Override
    public boolean isReleasable() {
      return getCount() == 0;
    }

    @Override
    public boolean block() throws InterruptedException {
      await();
      return true;
    }

    /**
     * A pool of the JDK's gets a thread more meanwhile: the stage may need it. The wait of a future
     * would run here what is queued in that pool, as if it were the task's.
     */
    void awaitManaged() throws InterruptedException {
      try {
        ForkJoinPool.managedBlock(this);
      } catch (RejectedExecutionException noThread) { // the pool has as many as it may have
        await();
      }
    }
  }
}
