package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.StackEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stage that is completed where the stack of the user's thread ends: the stage keeps to itself
 * what its dependents throw there.
 */
@Timeout(120)
class StageStackTest {
  private static final int STAGES = 150;
  private static final int STACK = 256 << 10; // bytes

  /**
   * So many of them at most may be lost: where the stack ends between the stage and what is ours,
   * in the JDK's own calls, or where it cannot make a thread, there is nothing to be done.
   */
  private static final int LOST_IN_THE_JDK = 2;

  /**
   * The best round counts: how much stack the JDK's own calls take changes as they are compiled. In
   * 20 starts none was lost in the best of four rounds, and once, on JDK 21, four were; without a
   * look at the stack at least 8 were where no thread waits, and 2 where one does.
   */
  private static final int ROUNDS = 12;

  private static final Duration ROUND = Duration.ofSeconds(5);

  /** So many calls are enough for all that the JDK links when a stage is completed first. */
  private static final int ENOUGH = 1_000;

  /** Each is completed with one call more left than the one before; their tasks end. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void complete_whereTheStackEnds_theTaskEnds(boolean threadWaits) throws Exception {
    int lost = STAGES;
    for (int round = 0; round < ROUNDS && lost > LOST_IN_THE_JDK; round++) {
      lost = Math.min(lost, lostOfARound(threadWaits));
    }
    assertTrue(lost <= LOST_IN_THE_JDK, lost + " were lost in the best round");
  }

  private static int lostOfARound(boolean threadWaits) throws Exception {
    List<CompletableFuture<String>> stages = new ArrayList<>();
    List<Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < STAGES; i++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      stages.add(stage);
      tasks.add(Task.async("task " + i, () -> stage));
    }
    Make make = threadWaits ? Make.defaults().parallelism(STAGES) : Make.defaults();
    CompletableFuture<?> made = make.later(tasks);
    Bounded.until(() -> tasks.stream().allMatch(task -> task.state() == TaskState.RUNNING));
    List<Task<String>> completed = completeAtTheEnd(stages, tasks);

    assertTrue(completed.size() > 2 * LOST_IN_THE_JDK, completed.size() + " were completed");
    long begin = System.nanoTime();
    while (unsettled(completed) > LOST_IN_THE_JDK && System.nanoTime() - begin < ROUND.toNanos()) {
      Thread.onSpinWait();
    }
    int lost = unsettled(completed);
    made.cancel(true);
    return lost;
  }

  /** Gives those tasks whose stage has not said that it could not go on. */
  private static List<Task<String>> completeAtTheEnd(
      List<CompletableFuture<String>> stages, List<Task<String>> tasks) throws Exception {
    List<Task<String>> completed = new ArrayList<>();
    Runnable deep =
        () -> {
          StackEnd.run(ENOUGH, () -> new CompletableFuture<String>().complete("x"));
          for (int i = 0; i < STAGES; i++) {
            CompletableFuture<String> stage = stages.get(i);
            try {
              StackEnd.run(i, () -> stage.complete("x"));
              completed.add(tasks.get(i));
            } catch (StackOverflowError told) {
              // the stage itself could not go on, and has said so
            }
          }
        };
    Bounded.join(Thread.ofPlatform().stackSize(STACK).start(deep));
    return completed;
  }

  private static int unsettled(List<Task<String>> tasks) {
    return (int) tasks.stream().filter(task -> task.state() != TaskState.DONE).count();
  }
}
