package io.github.taskloom.cli.resume;

import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.policy.EdgeRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an earlier run has left to resume.
 *
 * @param isKnown whether there is a record of it at all
 * @param done the tasks that count as DONE; all that they need is among them
 * @param changed the tasks that were DONE and are defined otherwise now
 */
public record Earlier(boolean isKnown, Set<String> done, List<String> changed) {
  /** For a run that starts from nothing. */
  public static final Earlier NOTHING = new Earlier(false, Set.of(), List.of());

  /** Copies the set and the list. */
  public Earlier {
    done = Collections.unmodifiableSet(new LinkedHashSet<>(done));
    changed = List.copyOf(changed);
  }

  /**
   * Decides it for each task.
   *
   * @param tasks all tasks of the file, each behind all that it needs
   * @param definitions as they are now, by name
   * @param recorded as they were when the task was DONE, by name
   */
  static Earlier of(
      List<TaskEntry> tasks, Map<String, String> definitions, Map<String, String> recorded) {
    Set<String> done = new LinkedHashSet<>();
    List<String> changed = new ArrayList<>();
    for (TaskEntry task : tasks) {
      String earlier = recorded.get(task.name());
      if (earlier == null) {
        continue;
      }
      if (!earlier.equals(definitions.get(task.name()))) {
        changed.add(task.name());
      } else if (task.needs().stream().allMatch(need -> isMet(need, done))) {
        done.add(task.name());
      }
    }
    return new Earlier(true, done, changed);
  }

  /** What came for a failure came for that of its own run: this one may have none, or another. */
  private static boolean isMet(TaskEntry.Need need, Set<String> done) {
    return need.rule() != EdgeRule.FAILED && done.contains(need.name());
  }
}
