package io.github.taskloom.micrometer;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a task waits for in place of a stage of the user's: is complete as that is, once the
 * attempt's observation has ended, and hands a cancel on.
 */
final class ObservedStage extends CompletableFuture<@Nullable Object> {
  private final CompletionStage<?> stage;
  private final AttemptObservation attempt;

  private ObservedStage(CompletionStage<?> stage, AttemptObservation attempt) {
    this.stage = stage;
    this.attempt = attempt;
  }

  static ObservedStage of(CompletionStage<?> stage, AttemptObservation attempt) {
    ObservedStage observed = new ObservedStage(stage, attempt);
    stage.whenComplete(observed::come);
    return observed;
  }

  private void come(@Nullable Object value, @Nullable Throwable thrown) {
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
    attempt.end(new CancellationException("asked to end before its stage has"));
    try {
      stage.toCompletableFuture().cancel(mayInterruptIfRunning);
    } catch (UnsupportedOperationException noFuture) {
      // a stage need not be one, and then it cannot be cancelled
    }
    return super.cancel(mayInterruptIfRunning);
  }
}
