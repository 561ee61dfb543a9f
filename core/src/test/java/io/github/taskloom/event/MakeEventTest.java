package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What events say beside what they hold. */
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
