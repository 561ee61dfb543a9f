package io.github.taskloom.micrometer;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a task waits for in place of a stage of the user's: is complete as that is, once the
 * attempt's observation has ended, and hands a cancel on.
 *
 * <p>The thread that completes the user's stage may be at the end of its stack, and that stage
 * keeps to itself what is thrown here: then a thread with a stack of its own goes on, so that the
 * task does not wait for ever.
 */
final class ObservedStage extends CompletableFuture<@Nullable Object> {
  /** So many calls are more than what follows needs, handlers of the registry included. */
  private static final int ROOM = 256;

  private final CompletionStage<?> stage;
  private final AttemptObservation attempt;
  private final Runnable ending = this::end; // there before it is needed, as its class is

  // How the stage has ended; written by the thread that completes it, before what ends this.
  private @Nullable Object value;
  private @Nullable Throwable failure;

  private ObservedStage(CompletionStage<?> stage, AttemptObservation attempt) {
    this.stage = stage;
    this.attempt = attempt;
  }

  static ObservedStage of(CompletionStage<?> stage, AttemptObservation attempt) {
    ObservedStage observed = new ObservedStage(stage, attempt);
    stage.whenComplete(observed::come);
    return observed;
  }

  private void come(@Nullable Object given, @Nullable Throwable thrown) {
    value = given;
    failure = thrown;
    try {
      ensureRoom(ROOM, 1, 2, 3, 4);
    } catch (StackOverflowError tooShort) {
      new Thread(null, ending, "taskloom-stage", 0, false).start();
      return;
    }
    ending.run();
  }

  /** What is passed on, and needed after the call, makes each frame a large one. */
  private static long ensureRoom(int left, long a, long b, long c, long d) {
    return left == 0 ? 0 : ensureRoom(left - 1, b, c, d, a) + (a ^ b ^ c ^ d);
  }

  private void end() {
    Throwable thrown = failure;
    try {
      attempt.end(thrown);
    } finally {
      if (thrown == null) {
        complete(value);
      } else {
        completeExceptionally(thrown);
      }
    }
  }

  /** By the engine, for a task that was asked to end. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    try {
      attempt.end(new CancellationException("asked to end before its stage has"));
      stage.toCompletableFuture().cancel(mayInterruptIfRunning);
    } catch (UnsupportedOperationException noFuture) {
      // a stage need not be one, and then it cannot be cancelled
    } finally {
      super.cancel(mayInterruptIfRunning);
    }
    return isCancelled();
  }
}
