package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the end of a limit does to attempts that follow each other on one runner. */
@Timeout(60)
class ExpiryTest {
  private final TaskNode<String> task = TaskNode.of(Task.of("task", () -> "value"));
  private final Runner runner = new Runner(null, new Thread());
  private final TaskTimeoutException timeout =
      new Deadline(Duration.ZERO, Duration.ofMinutes(1), Deadline.Of.ATTEMPT)
          .timeoutOf(task, new Thread());

  /** A late one of the attempt before leaves the present one alone. */
  @Test
  void expireOn_attemptBefore_isTooLate() {
    task.enterRun(task.status(), runner);
    task.settleRun(task.status(), TaskEvent.ERROR, new IllegalStateException("on purpose"));
    task.retry();
    task.enterRun(task.status(), runner);

    assertNull(TaskCancellation.expireOn(task, runner, 1, timeout));
    assertSame(runner, task.status().detail());

    assertNotNull(TaskCancellation.expireOn(task, runner, 2, timeout));
  }
}
