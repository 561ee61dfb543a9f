package io.github.taskloom.internal.task;

import io.github.taskloom.PlacedStage;
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
 *   call       the stage, or a cancel request    the worker          a thread
 *   OPEN       has not come                      may leave it yet    -
 *   CALLED     has come                          may leave it yet    -
 *   ARMED      has not come                      has left it         -
 *   STARTED    has come                          has left it         is started, by the one that was last
 *
 *   field          access           written by                                 guarded by
 *   value, thrown  plain            the thread that completes the stage        the count, which it lowers
 *   left           plain            the worker, before its CAS on the status   the status; the call
 *   call           volatile, CAS    the worker; what completes the stage or cancels
 * </pre>
 *
 * <p>The thread that completes the stage does nothing else for the task: no callback runs on it,
 * unless no other thread is to be had. It needs no memory for it, and where its stack is short a
 * thread with a stack of its own goes on: a stage keeps to itself what is thrown here.
 *
 * @param <T> the value of the stage
 */
public final class StageRun<T extends @Nullable Object> extends CountDownLatch
    implements ForkJoinPool.ManagedBlocker {
  private static final VarHandle CALL =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "call", VarHandle.class, StageRun.class, int.class);

  private static final int OPEN = 0;
  private static final int CALLED = 1;
  private static final int ARMED = 2;
  private static final int STARTED = 3;

  private final CompletionStage<? extends T> stage;

  // How it has ended: by a value, which may be null, or by what it has failed with.
  private @Nullable T value;
  private @Nullable Throwable thrown;

  private final Runnable ending = new Ending(); // there before it is needed, as its class is

  private @Nullable Left left;
  private volatile int call = OPEN;

  /** Who has left the stage, and what waits for it since. */
  private record Left(Runner worker, StageWait waiting) {}

  private StageRun(CompletionStage<? extends T> stage) {
    super(1);
    this.stage = stage;
  }

  /** Of a stage, whose class is the user's: what that throws ends the attempt. */
  public static <T extends @Nullable Object> StageRun<T> of(CompletionStage<? extends T> stage) {
    StageRun<T> run = new StageRun<>(stage);
    stage.whenComplete(run::come);
    return run;
  }

  /**
   * The stage that a RUNNING task is left to, as its status shows it; null where a thread runs the
   * task.
   */
  public static @Nullable StageRun<?> in(TaskStatus status) {
    if (status.detail() instanceof StageRun<?> run) {
      return run;
    }
    return status.detail() instanceof CancelRequest request ? request.stage() : null;
  }

  /** Where its work is done, as far as the stage says. */
  @Nullable String place() {
    try {
      return stage instanceof PlacedStage<?> placed ? placed.place() : null;
    } catch (Throwable thrown) { // by a class of the user's, for which there is nothing to say
      return null;
    }
  }

  private void come(T given, @Nullable Throwable failure) {
    value = given;
    thrown = failure;
    try {
      StackRoom.ensureAmple();
    } catch (StackOverflowError tooShort) { // the stage would swallow it, and comes but once
      startEnding();
      return;
    }
    ending.run();
  }

  /** Takes less stack than anything else that goes on: no class is loaded, and no handle linked. */
  private void startEnding() {
    Thread apart = new Thread(null, ending, "taskloom-stage", 0, false);
    apart.setDaemon(true);
    apart.start();
  }

  /** What follows the end of the stage. */
  private final class Ending implements Runnable {
    @Override
    public void run() {
      countDown();
      call();
    }
  }

  /** Whether the stage has ended. */
  boolean hasCome() {
    return getCount() == 0;
  }

  /** What a stage that has ended gives, or throws what it has failed with. */
  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  T end() throws Exception {
    if (thrown != null) {
      StageRun.<Exception>rethrow(unwrapped(thrown));
    }
    return value;
  }

  /** What the stage has failed with; null if it has not, or has not ended. */
  @Nullable Throwable failure() {
    Throwable failure = hasCome() ? thrown : null;
    return failure == null ? null : unwrapped(failure);
  }

  /** Before the worker leaves the task to this, which {@link #arm} says after its CAS. */
  public void leave(Runner worker, StageWait wait) {
    left = new Left(worker, wait);
  }

  /** Whether that worker has left it, or was about to. */
  boolean isLeftBy(Runner worker) {
    Left known = left;
    return known != null && known.worker() == worker;
  }

  /** By the worker, after it has left the task; a second time it changes nothing. */
  public void arm() {
    int now = call;
    while (now == OPEN || now == CALLED) {
      int witness = (int) CALL.compareAndExchange(this, now, now == OPEN ? ARMED : STARTED);
      if (witness == now) {
        if (now == CALLED) {
          start();
        }
        return;
      }
      now = witness;
    }
  }

  /** The stage has ended, or the task was asked to end: a thread is to come, once. */
  void call() {
    int now = call;
    while (now == OPEN || now == ARMED) {
      int witness = (int) CALL.compareAndExchange(this, now, now == OPEN ? CALLED : STARTED);
      if (witness == now) {
        if (now == ARMED) {
          start();
        }
        return;
      }
      now = witness;
    }
  }

  private void start() {
    StageWait waiting = Objects.requireNonNull(left).waiting();
    left = null; // a stage that goes on for ever holds no make
    waiting.start();
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
