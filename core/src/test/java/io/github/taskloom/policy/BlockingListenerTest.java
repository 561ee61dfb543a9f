package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a time limit calls may block: the one thread that all timers share does not run it. */
@Timeout(60)
class BlockingListenerTest {
  private static final Duration SOON = Duration.ofMillis(20);

  /** What runs when the time of a make, or of its future, is up. */
  enum Listener {
    ON_FAILED,
    ON_FAILED_IN_EXECUTOR,
    ON_ANY_STATE,
    ON_TAKEN_BACK,
    ON_CANCEL,
    NOTIFY,
    FUTURE,
    ON_CANCEL_BY_THE_DEADLINE_OF_A_FUTURE
  }

  private final Gate running = new Gate();
  private final LeftBehind leftBehind = new LeftBehind();
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private Task<String> deaf =
      Task.<String>builder("deaf", this::function).timeout(SOON).abandonAfter(SOON).build();

  private String function() {
    running.passUninterrupted();
    return "too late";
  }

  @AfterEach
  void end() {
    release.countDown();
    running.open();
    leftBehind.awaitEnd();
  }

  private void block() {
    called.countDown();
    Bounded.awaitUninterrupted(release);
  }

  private void listen(Listener kind) {
    switch (kind) {
      case ON_FAILED, ON_FAILED_IN_EXECUTOR -> deaf.onEnter(TaskState.FAILED, made -> block());
      case ON_ANY_STATE ->
          deaf.onTransition(
              made -> {
                if (made.to().isSettled()) {
                  block();
                }
              });
      case ON_TAKEN_BACK -> deaf.onEnter(TaskState.PENDING, made -> block());
      case ON_CANCEL, ON_CANCEL_BY_THE_DEADLINE_OF_A_FUTURE ->
          deaf.runState().onCancel(this::block);
      case NOTIFY -> deaf.result().notify(result -> block());
      case FUTURE -> {
        CompletableFuture<?> unused =
            deaf.result().toCompletableFuture().whenComplete((value, thrown) -> block());
      }
    }
  }

  private void begin(Listener kind) {
    Make how = Make.defaults();
    switch (kind) {
      case ON_TAKEN_BACK -> {
        Make dropping = Make.defaults().timeout(Duration.ofSeconds(1)).queue(command -> {});
        FutureTask<?> unused =
            Bounded.background(
                () -> {
                  while (called.getCount() > 0) { // its time may be up before it queues the task
                    dropping.now(deaf);
                  }
                  return null;
                });
      }
      case ON_FAILED_IN_EXECUTOR -> {
        FutureTask<?> unused =
            Bounded.background(
                () -> how.queue(command -> Thread.ofPlatform().daemon().start(command)).now(deaf));
      }
      case ON_CANCEL_BY_THE_DEADLINE_OF_A_FUTURE -> {
        CompletableFuture<?> make =
            Make.defaults().queue(Thread::startVirtualThread).later(List.of(deaf));
        running.awaitEnteredUnchecked();
        CompletableFuture<?> unused = make.orTimeout(1, TimeUnit.MILLISECONDS);
      }
      default -> {
        FutureTask<?> unused = Bounded.background(() -> how.now(deaf));
      }
    }
  }

  /** It blocks, and limits and backoffs of other makes, and the JDK's timers, go on. */
  @ParameterizedTest
  @EnumSource(Listener.class)
  void listener_blocksWhenTimeIsUp_otherTimersGoOn(Listener kind) throws Exception {
    if (kind == Listener.ON_CANCEL_BY_THE_DEADLINE_OF_A_FUTURE) {
      deaf = Task.of("deaf", this::function);
    }
    listen(kind);
    begin(kind);
    Bounded.await(called);

    Gate other = new Gate();
    Task<String> stuck =
        Task.<String>builder(
                "stuck",
                () -> {
                  other.pass();
                  return "not reached";
                })
            .timeout(SOON)
            .retry(Retry.times(2).backoff(SOON))
            .build();
    FutureTask<List<Task<?>>> make = Bounded.background(() -> Make.defaults().now(stuck));

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(TaskState.FAILED, stuck.state());
    assertEquals(2, stuck.attempts().size());
    CompletableFuture<String> timer = new CompletableFuture<>();
    assertEquals(
        "told",
        timer
            .completeOnTimeout("told", 1, TimeUnit.MILLISECONDS)
            .get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }
}
