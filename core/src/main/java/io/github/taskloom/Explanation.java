package io.github.taskloom;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a task does not run, or why it is as it is: the task first, then what it waits for or failed
 * by, down to the root.
 *
 * @param steps the chain; never empty
 * @since 0.1.0
 */
public record Explanation(List<Step> steps) {

  /**
   * A link of the chain.
   *
   * @param task the task
   * @param state its state when it was looked at
   * @param since when it came to that state; null for a task that keeps no history
   * @param reason half a sentence that follows "fetch is PENDING: "
   */
  public record Step(Task<?> task, TaskState state, @Nullable Instant since, String reason) {

    @Override
    public String toString() {
      return task.name()
          + " is "
          + state
          + (since == null ? "" : " since " + since)
          + ": "
          + reason;
    }
  }

  /** Copies the steps. */
  public Explanation {
    steps = List.copyOf(steps);
  }

  /**
   * The task that the chain ends at: what has to be done is to be done there.
   *
   * @return the last step
   */
  public Step root() {
    return steps.getLast();
  }

  /**
   * The chain for people, a line a step.
   *
   * @return the text, without a line break at its end
   */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
  }
}
