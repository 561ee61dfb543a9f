package io.github.taskloom.internal.queue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.BetweenAttempts;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.RunSignal;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A make that gives a task up while a run looks whether to wait for it. */
@Tag("sized")
@Timeout(60)
class QueueRunRaceTest {
  private static final int ROUNDS = Size.of(5_000, 50_000);

  /** Fewer rounds than that where other work on the machine has the cores. */
  private static final long LONGEST = SECONDS.toNanos(Size.of(4, 20));

  /**
   * The run has seen that a make has the task, and has not asked to be told yet: whenever the make
   * gives it up, the run has it.
   */
  @Test
  void next_givenUpWhileTheRunLooks_handsItOut() {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println("QueueRunRaceTest: -Dtaskloom.seed=" + seed);
    Random random = new Random(seed);
    AtomicReference<@Nullable QueueRun> handed = new AtomicReference<>();
    Thread runner = Thread.ofPlatform().daemon().start(() -> runAll(handed));
    try {
      long start = System.nanoTime();
      for (int round = 0; round < ROUNDS && System.nanoTime() - start < LONGEST; round++) {
        TaskNode<?> flaky = TaskNode.of(Task.of("flaky", () -> 1));
        Ownership other = new Ownership();
        BetweenAttempts.begin(flaky, new Ownership());
        Changes changes = new Changes();
        QueuedTasks queued = new QueuedTasks(false, changes);
        queued.add(flaky);
        BetweenAttempts.takeOver(flaky, other);

        handed.set(new QueueRun(queued, changes, false, new RunSignal(), true));
        for (int spins = random.nextInt(300); spins > 0; spins--) {
          Thread.onSpinWait();
        }
        other.giveUp();

        Bounded.until(() -> handed.get() == null);
        assertEquals(TaskState.DONE, flaky.state(), "in round " + round);
      }
    } finally {
      runner.interrupt();
    }
  }

  private static void runAll(AtomicReference<@Nullable QueueRun> handed) {
    while (!Thread.currentThread().isInterrupted()) {
      QueueRun run = handed.get();
      if (run != null) {
        boolean unused = run.hasNext();
        handed.set(null);
      }
    }
  }
}
