package io.github.taskloom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that one thread runs while another takes from it. */
@Tag("sized")
@Timeout(60)
class TaskQueueRaceTest {
  private static final int ROUNDS = Size.of(2_000, 10_000);

  /** Fewer rounds than that where other work on the machine has the cores. */
  private static final long LONGEST = SECONDS.toNanos(15);

  /**
   * The one that runs finds nothing to take, but the task still in the queue, and goes to sleep;
   * then the other takes it out: there is nothing left to wait for, and the run has to learn of it.
   */
  @Test
  void run_besideAGetOfTheLastTask_ends() {
    AtomicReference<@Nullable TaskQueue> handed = new AtomicReference<>();
    Thread runner =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    TaskQueue queue = handed.get();
                    if (queue != null) {
                      queue.run().forEach(task -> {});
                      handed.set(null);
                    }
                  }
                });
    try {
      long start = System.nanoTime();
      for (int round = 0; round < ROUNDS && System.nanoTime() - start < LONGEST; round++) {
        TaskQueue queue = TaskQueue.of(Task.of("last", () -> 1));
        handed.set(queue);
        queue.get();
        long begin = System.nanoTime();
        while (handed.get() != null) {
          if (System.nanoTime() - begin > Bounded.LIMIT.toNanos()) {
            fail("The run does not end, in round " + round);
          }
          Thread.onSpinWait();
        }
      }
    } finally {
      runner.interrupt();
    }
  }
}
