package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.StackEnd;
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
@Timeout(60)
class StageStackTest {
  private static final int STAGES = 150;
  private static final int STACK = 256 << 10; // bytes

  /**
   * So many of them at most may be lost: where the stack ends between the stage and what is ours,
   * in the JDK's own calls, or where it cannot make a thread, there is nothing to be done. With a
   * look at the stack up to 2 are, without one up to 14; by what has compiled the code.
   */
  private static final int LOST_IN_THE_JDK = 4;

  /** So many calls are enough for all that the JDK links when a stage is completed first. */
  private static final int ENOUGH = 1_000;

  /** Each is completed with one call more left than the one before; their tasks end. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void complete_whereTheStackEnds_theTaskEnds(boolean threadWaits) throws Exception {
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
    List<Task<String>> completed = new ArrayList<>();

    Bounded.join(
        Thread.ofPlatform()
            .stackSize(STACK)
            .start(
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
                }));

    assertTrue(completed.size() > 2 * LOST_IN_THE_JDK, () -> completed.size() + " were completed");
    Bounded.until(
        () ->
            completed.stream().filter(task -> task.state() != TaskState.DONE).count()
                <= LOST_IN_THE_JDK);
    made.cancel(true);
  }
}
