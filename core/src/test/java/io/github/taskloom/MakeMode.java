package io.github.taskloom;

import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every way in which a make runs functions: by its options, and by what calls it. */
@SuppressWarnings("ImmutableEnumChecker") // a Make is immutable but for the executor it is given
enum MakeMode {
  LAYERED(make -> make, true),
  EAGER(make -> make.order(Order.EAGER), true),
  ONE_AT_A_TIME(make -> make.parallelism(1), true),
  THREAD_PER_TASK(Make::withThreadPerTask, true),
  RETRIED(make -> make.retry(Retry.times(2)), true),
  LIMITED(make -> make.timeout(Duration.ofHours(1)), true),
  STREAM(make -> make, true),
  LATER(make -> make, false),
  EXECUTOR(make -> make.queue(MakeMode::onThreadOfItsOwn), false),
  EAGER_EXECUTOR(make -> make.order(Order.EAGER).queue(MakeMode::onThreadOfItsOwn), false),
  TASK_EXECUTOR(make -> make.submit((task, run) -> onThreadOfItsOwn(run)), false),
  FEW_IN_EXECUTOR(make -> make.queue(MakeMode::onThreadOfItsOwn).parallelism(2), false),
  RETRIED_IN_EXECUTOR(make -> make.queue(MakeMode::onThreadOfItsOwn).retry(Retry.times(2)), false),
  ABANDONING(make -> make.timeout(Duration.ofHours(1)).abandonAfter(Duration.ZERO), false);

  private final UnaryOperator<Make> options;
  private final boolean isWithinCall;

  MakeMode(UnaryOperator<Make> options, boolean isWithinCall) {
    this.options = options;
    this.isWithinCall = isWithinCall;
  }

  /** Whether the threads of the functions belong to the call, and so have its scoped values. */
  boolean isWithinCall() {
    return isWithinCall;
  }

  /** Makes tasks in this way, and returns when they have settled. */
  void make(Make base, Collection<? extends Task<?>> tasks) {
    Make make = options.apply(base);
    switch (this) {
      case STREAM -> {
        try (Stream<Task<?>> settled = make.stream(tasks)) {
          settled.forEach(task -> {});
        }
      }
      case LATER -> {
        try {
          make.later(tasks).get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
          throw new AssertionError(e);
        }
      }
      default -> make.now(tasks);
    }
  }

  private static void onThreadOfItsOwn(Runnable command) {
    Thread.ofPlatform().daemon().start(command);
  }
}
