package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is said of a task that is being declared: what is refused, and what costs nothing. */
class DeclaredOptionsTest {
  private final TaskBuilder<String> builder = Task.builder("t", () -> "x");

  private static void assertSays(String message, Executable refused) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, refused).getMessage());
  }

  /** An attempt takes some time, and so do all of them. */
  @Test
  void timeout_noTime_isRefused() {
    Duration negative = Duration.ofSeconds(-1);

    assertSays("A timeout is not positive: PT0S", () -> builder.timeout(Duration.ZERO));
    assertSays("A timeout is not positive: PT-1S", () -> builder.timeout(negative));
    assertSays("A timeout is not positive: PT0S", () -> builder.totalTimeout(Duration.ZERO));
    assertSays("A timeout is not positive: PT-1S", () -> builder.totalTimeout(negative));
  }

  /** A function may be left behind at once, but not before. */
  @Test
  void abandonAfter_negative_isRefused() {
    assertSays(
        "A grace time is negative: PT-1S", () -> builder.abandonAfter(Duration.ofSeconds(-1)));

    TaskNode<String> task = TaskNode.of(builder.abandonAfter(Duration.ZERO).build());
    assertEquals(Duration.ZERO, task.policy().limits().abandonAfter());
  }

  /** What was refused is not said: the task is as if it had not been. */
  @Test
  void build_afterARefusal_isWithoutIt() {
    assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> builder.keepHistory(-1));

    assertNull(TaskNode.of(builder.build()).extras());
  }

  /** A history of none is none: such a task costs no more than a plain one, nor is it observed. */
  @Test
  void keepHistory_none_costsNothing() {
    TaskNode<String> task = TaskNode.of(builder.keepHistory(0).build());

    assertNull(task.extras());
    task.dispatch();
    assertEquals(List.of(), task.history());
    assertSame(TaskStatus.plain(task.state()), task.status());
  }

  /** Fewer than none there are not. */
  @Test
  void keepHistory_negative_isRefused() {
    assertSays("The history's capacity is negative: -1", () -> builder.keepHistory(-1));
  }

  /** The last transition alone can be kept. */
  @Test
  void keepHistory_one_keepsTheLast() {
    Task<String> task = builder.keepHistory(1).build();

    task.dispatch();

    assertEquals(1, task.history().size());
    assertEquals(task.state(), task.history().getFirst().to());
  }
}
