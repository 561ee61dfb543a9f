package io.github.taskloom;

/**
 * What a make would do with a task, by {@link Make#preview}.
 *
 * @param task the task
 * @param runs whether it would run, unless a prerequisite settles it first; else it would be
 *     restored from the journal
 * @param why half a sentence
 * @since 0.1.0
 */
public record Preview(Task<?> task, boolean runs, String why) {

  /**
   * For people.
   *
   * @return for instance {@code report runs: it was FAILED after 3 attempts}
   */
  @Override
  public String toString() {
    return task.name() + (runs ? " runs: " : " is restored: ") + why;
  }
}
