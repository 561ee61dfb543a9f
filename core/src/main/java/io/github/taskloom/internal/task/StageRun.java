package io.github.taskloom.internal.task;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose function has given a stage, which has not ended: a thread waits here for it, or
 * none does. Then this is the detail of the task's RUNNING status, and a thread comes to settle the
 * task once the stage has ended, or the task is asked to end.
 *
 * <pre>
 *   next         a thread is to come
 *   null         it is not known yet what brings it
 *   a Runnable   not yet; the thread that completes the stage, or cancels the task, runs this
 *   CALLED       it is on its way, or here
 *
 *   field        access           written by                           guarded by
 *   end          plain            the thread that completes the stage   the count, which it raises
 *   next         volatile, CAS    any thread
 * </pre>
 *
 * <p>The thread that completes the stage does nothing else for the task: no callback runs on it.
 *
 * @param <T> the value of the stage
 */
public final class StageRun<T extends @Nullable Object> extends CountDownLatch
    implements ForkJoinPool.ManagedBlocker {
  private static final VarHandle NEXT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "next", VarHandle.class, StageRun.class, Runnable.class);
  private static final Runnable CALLED = new Runnable() { // equal to no action of others
        @Override
        public void run() {}
      };

  private final CompletionStage<? extends T> stage;
  private @Nullable End<T> end;

  @SuppressWarnings("UnusedVariable") // through NEXT
  private volatile @Nullable Runnable next;

  /** How a stage has ended: by a value, which may be null, or by what it failed with. */
  private record End<T extends @Nullable Object>(T value, @Nullable Throwable thrown) {}

  private StageRun(CompletionStage<? extends T> stage) {
    super(1);
    this.stage = stage;
  }

  /** Of a stage, whose class is the user's: what that throws ends the attempt. */
  static <T extends @Nullable Object> StageRun<T> of(CompletionStage<? extends T> stage) {
    StageRun<T> run = new StageRun<>(stage);
    stage.whenComplete(run::come);
    return run;
  }

  /** That which no thread waits for, as the status of a RUNNING task shows it; null for none. */
  public static @Nullable StageRun<?> in(TaskStatus status) {
    if (status.detail() instanceof StageRun<?> run) {
      return run;
    }
    return status.detail() instanceof CancelRequest request ? request.stage() : null;
  }

  private void come(T value, @Nullable Throwable thrown) {
    end = new End<>(value, thrown);
    countDown();
    call();
  }

  /** Whether the stage has ended. */
  boolean hasCome() {
    return getCount() == 0;
  }

  /** What a stage that has ended gives, or throws what it has failed with. */
  T end() throws Exception {
    End<T> known = Objects.requireNonNull(end);
    if (known.thrown() != null) {
      StageRun.<Exception>rethrow(unwrapped(known.thrown()));
    }
    return known.value();
  }

  /** What the stage has failed with; null if it has not, or has not ended. */
  @Nullable Throwable failure() {
    Throwable thrown = hasCome() ? Objects.requireNonNull(end).thrown() : null;
    return thrown == null ? null : unwrapped(thrown);
  }

  /** A thread is to come: once, whether the stage has ended or the task was asked to end. */
  void call() {
    Runnable action = (Runnable) NEXT.getAndSet(this, CALLED);
    if (action != null) {
      action.run();
    }
  }

  /**
   * By the thread that has left the stage: says what brings another one.
   *
   * @param action starts it; holds nothing up, and runs nothing of a user's
   */
  public void whenCalled(Runnable action) {
    if (!NEXT.compareAndSet(this, null, action)) {
      action.run();
    }
  }

  /**
   * By the thread that settles the task: cancels the stage. What comes of it changes nothing for
   * the task.
   *
   * @param reason takes what the stage throws
   */
  void cancel(Throwable reason) {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException noFuture) {
      return; // a stage need not be one, and then it cannot be cancelled
    } catch (Throwable thrown) { // by a class of the user's
      Suppressed.add(reason, thrown);
    }
  }

  /**
   * Waits in the calling thread. A pool of the JDK's gets a thread more meanwhile: the stage may
   * need it. The wait of a future would run here what is queued in that pool, as if it were the
   * task's.
   */
  void awaitManaged() throws InterruptedException {
    try {
      ForkJoinPool.managedBlock(this);
    } catch (RejectedExecutionException noThread) { // the pool has as many as it may have
      await();
    }
  }

  @Override
  public boolean isReleasable() {
    return hasCome();
  }

  @Override
  public boolean block() throws InterruptedException {
    await();
    return true;
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
}
