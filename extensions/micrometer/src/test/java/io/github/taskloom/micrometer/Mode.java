package io.github.taskloom.micrometer;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.policy.Retry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every way in which a make runs functions: by its options, and by what calls it. */
@SuppressWarnings("ImmutableEnumChecker") // a Make is immutable but for the executor it is given
enum Mode {
  LAYERED(make -> make),
  EAGER(make -> make.order(Order.EAGER)),
  ONE_AT_A_TIME(make -> make.parallelism(1)),
  THREAD_PER_TASK(Make::withThreadPerTask),
  RETRIED(make -> make.retry(Retry.times(2))),
  LIMITED(make -> make.timeout(Duration.ofHours(1))),
  STREAM(make -> make),
  LATER(make -> make),
  EXECUTOR(make -> make.queue(Mode::onThreadOfItsOwn)),
  EAGER_EXECUTOR(make -> make.order(Order.EAGER).queue(Mode::onThreadOfItsOwn)),
  TASK_EXECUTOR(make -> make.submit((task, run) -> onThreadOfItsOwn(run))),
  RETRIED_IN_EXECUTOR(make -> make.queue(Mode::onThreadOfItsOwn).retry(Retry.times(2))),
  ABANDONING(make -> make.timeout(Duration.ofHours(1)).abandonAfter(Duration.ZERO));

  private final UnaryOperator<Make> options;

  Mode(UnaryOperator<Make> options) {
    this.options = options;
  }

  /** Makes tasks in this way, and returns when they have settled. */
  void make(Make base, Task<?>... tasks) throws Exception {
    Make make = options.apply(base);
    switch (this) {
      case STREAM -> {
        try (Stream<Task<?>> settled = make.stream(tasks)) {
          settled.forEach(task -> {});
        }
      }
      case LATER -> {
        List<Task<?>> unused = make.later(tasks).get(20, TimeUnit.SECONDS);
      }
      default -> make.now(tasks);
    }
  }

  private static void onThreadOfItsOwn(Runnable command) {
    Thread.ofPlatform().daemon().start(command);
  }
}
