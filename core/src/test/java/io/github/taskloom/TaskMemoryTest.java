package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.lang.ref.WeakReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a settled task keeps. */
@Timeout(60)
class TaskMemoryTest {

  private static WeakReference<byte[]> captured(Task<?>[] task, TaskState end) {
    byte[] large = new byte[1_000_000];
    task[0] =
        Task.of(
            "t",
            () -> {
              if (end == TaskState.FAILED) {
                throw new IllegalStateException("on purpose");
              }
              return large.length;
            });
    task[0].dispatch();
    assertEquals(end, task[0].state());
    return new WeakReference<>(large);
  }

  /** A DONE task lets go of its function, with all that this captures. */
  @Test
  void done_function_isLetGo() {
    Task<?>[] task = new Task<?>[1];
    WeakReference<byte[]> large = captured(task, TaskState.DONE);

    Instant end = Instant.now().plus(Bounded.LIMIT);
    while (large.get() != null) {
      assertTrue(Instant.now().isBefore(end), "the function is still held");
      System.gc();
    }

    assertEquals(new Outcome.Done<>(1_000_000), task[0].outcome());
  }

  /** A FAILED one keeps it, for its next attempt. */
  @Test
  void failed_function_isKept() {
    Task<?>[] task = new Task<?>[1];
    WeakReference<byte[]> large = captured(task, TaskState.FAILED);

    System.gc();

    assertNotNull(large.get());
    assertNotNull(task[0]);
  }
}
