package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Make;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What events say beside what they hold. */
@Timeout(60)
class MakeEventTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  private final MakeId make = new MakeId(7, BEGAN, -100, 0, null);
  private final Task<?> task = Task.run("task", () -> {});

  /** The time of day goes by the begin of the make, wherever the other clock has its origin. */
  @Test
  void time_isFromTheBeginOn() {
    assertEquals(BEGAN, make.time(-100));
    assertEquals(BEGAN.plusNanos(250), new MakePaused(make, 150).time());
    assertEquals("make 7", make.toString());
  }

  @Test
  void duration_isFromTheStartOn() {
    AttemptEnded ended =
        new AttemptEnded(make, 150, task, 1, -50, TaskState.DONE, null, null, null);

    assertEquals(Duration.ofNanos(200), ended.duration());
  }

  /** How long until the next attempt is by the rule of the task, and the clock of its make. */
  @Test
  void nextIn_attemptFails_isTheBackoff() throws Exception {
    VirtualClock clock = new VirtualClock();
    EventLog log = new EventLog();
    IllegalStateException failure = new IllegalStateException("on purpose");
    AtomicInteger calls = new AtomicInteger();
    Task<?> flaky =
        Task.builder(
                "flaky",
                () -> {
                  if (calls.incrementAndGet() == 1) {
                    throw failure;
                  }
                  return null;
                })
            .retry(Retry.times(2).backoff(Duration.ofHours(2)))
            .build();
    CompletableFuture<?> made = Make.defaults().clock(clock).recorder(log).later(flaky);
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(Duration.ofHours(2));
    made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    AttemptEnded first = log.all(AttemptEnded.class).getFirst();
    assertEquals(Duration.ofHours(2), first.nextIn());
    assertSame(failure, first.cause());
    assertNull(log.all(AttemptEnded.class).getLast().nextIn());
  }

  /** What has kept a task from running: another task, or none where it was its own. */
  @Test
  void blocker_isTheTaskThatSettledIt() {
    Task<?> other = Task.run("other", () -> {});

    assertSame(
        other, settled(new PrerequisiteException(task, other, TaskState.FAILED, null)).blocker());
    Task<?> behind = Task.run("behind", () -> {});
    behind.require(other);
    other.cancel();
    behind.make();
    Throwable why = settledWhy(behind);
    assertSame(other, settled(why).blocker());
    assertNull(settled(new CancelledException("by itself")).blocker());
    assertNull(settled(new IllegalStateException("by itself")).blocker());
    assertNull(settled(null).blocker());
  }

  private static Throwable settledWhy(Task<?> cancelled) {
    return assertThrows(CancelledException.class, cancelled::get);
  }

  private TaskSettled settled(Throwable why) {
    return new TaskSettled(make, 0, task, TaskState.FAILED, why);
  }
}
