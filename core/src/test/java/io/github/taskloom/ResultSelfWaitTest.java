package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A function that waits for its own task would hang, and is told so. */
@Timeout(30)
class ResultSelfWaitTest {

  /** Waits until a thread waits, so that what follows finds it there. */
  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(thread.isAlive(), () -> thread + " has ended");
      Thread.onSpinWait();
    }
  }

  /** A function that waits for its own task is told so instead of hanging. */
  @Test
  void join_ofItself_throws() {
    Task<?>[] own = new Task<?>[1];
    List<Task<Object>> waiting = new ArrayList<>();
    waiting.add(Task.of("joins", () -> own[0].join()));
    waiting.add(Task.of("joins for a time", () -> own[0].join(Duration.ofDays(1))));
    waiting.add(Task.of("gets", () -> own[0].get()));
    waiting.add(Task.of("gets its result", () -> own[0].result().get()));
    for (Task<Object> self : waiting) {
      own[0] = self;

      assertEquals(TaskState.FAILED, self.dispatch());

      assertEquals(
          self.name() + " waits for itself: its function may not", failure(self).getMessage());
    }
  }

  /** To look at its own result for no time is no wait. */
  @Test
  void join_ofItselfForNoTime_isUnsettled() {
    Task<?>[] own = new Task<?>[1];
    Task<Object> self = Task.of("looks", () -> own[0].join(Duration.ZERO));
    own[0] = self;

    assertEquals(TaskState.DONE, self.dispatch());

    assertEquals(new Outcome.Done<>(new Outcome.Unsettled<>()), self.outcome());
  }

  private static Throwable failure(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  /** It is so also from a task inside, from a make inside, and from a scope that it forks. */
  @Test
  void join_ofItselfFromInside_throws() {
    Task<?>[] own = new Task<?>[1];
    Task<?> inner = Task.of("inner", () -> own[0].join());
    Task<?> made = Task.of("made", () -> own[0].join());
    List<Throwable> forked = new ArrayList<>();
    Task<?> outer =
        Task.of(
            "outer",
            () -> {
              inner.dispatch();
              made.make();
              try (Scope scope = Scope.open("test")) {
                scope.fork(
                    () -> {
                      forked.add(assertThrows(TaskStateException.class, () -> own[0].join()));
                    });
                scope.join();
              }
              return null;
            });
    own[0] = outer;

    assertEquals(TaskState.DONE, outer.dispatch());

    String message = "outer waits for itself: its function may not";
    assertEquals(message, failure(inner).getMessage());
    assertEquals(message, failure(made).getMessage());
    assertEquals(message, forked.getFirst().getMessage());
  }

  /** Waiting for another task is no such thing. */
  @Test
  void join_ofAnotherRunningTask_waits() throws Exception {
    Gate gate = new Gate();
    Task<String> other =
        Task.of(
            "other",
            () -> {
              gate.pass();
              return "its value";
            });
    Thread others = other.bg();
    gate.awaitEntered();
    Task<String> waiting = Task.of("waiting", () -> other.get() + "!");
    Thread waiters = waiting.bg();
    awaitParked(waiters);

    gate.open();

    Bounded.join(others);
    Bounded.join(waiters);
    assertEquals("its value!", waiting.get());
  }
}
