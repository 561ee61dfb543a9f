package io.github.taskloom.cli.replay;

import java.util.List;

/**
 * A recorded execution.
 *
 * @param steps in the order of the file; their ids are unique, what they need is among them, and
 *     none needs itself directly; those that do through others are found by {@link Replay#of}
 */
public record Workflow(List<Step> steps) {
  /** Copies the list. */
  public Workflow {
    steps = List.copyOf(steps);
  }

  /**
   * One task of it.
   *
   * @param seconds how long it ran
   * @param needs the ids of the tasks before it, each once
   */
  public record Step(String id, double seconds, List<String> needs) {
    /** Copies the list. */
    public Step {
      needs = List.copyOf(needs);
    }
  }

  /** How many edges there are between the tasks. */
  public int edges() {
    return steps.stream().mapToInt(step -> step.needs().size()).sum();
  }
}
