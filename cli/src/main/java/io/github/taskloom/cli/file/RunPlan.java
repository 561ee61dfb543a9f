package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.policy.EdgeRule;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What belongs to a run: the targets with all that they need, and the clean-up tasks that come with
 * any of these. A need under {@code if: always} brings nothing with it: it says after what a
 * clean-up comes, as far as that is part of the run. A clean-up without needs comes with every run,
 * after all else of it.
 *
 * @param file the tasks of the file, where clean-up tasks of the run need what is part of it
 * @param names those of the run, in the order of the file
 */
public record RunPlan(TaskFile file, List<String> names) {

  /**
   * That of a file whose needs are all known, and in no circle.
   *
   * @param targets names of tasks; none for those that the file says, or all
   * @throws InputException when a name is not known
   */
  public static RunPlan of(TaskFile file, Collection<String> targets) {
    Map<String, TaskEntry> entries = new LinkedHashMap<>();
    file.tasks().forEach(entry -> entries.put(entry.name(), entry));
    Collection<String> wanted = targets.isEmpty() ? file.defaults() : targets;
    for (String name : wanted) {
      if (!entries.containsKey(name)) {
        throw new InputException(
            file.path(),
            "has no task " + Names.quoted(name) + Names.didYouMean(name, entries.keySet()));
      }
    }
    Set<String> run = reached(wanted.isEmpty() ? entries.keySet() : wanted, entries);
    while (run.addAll(reached(comingWith(run, entries), entries))) {
      // What came with it may have others come.
    }
    List<TaskEntry> tasks =
        file.tasks().stream()
            .map(entry -> run.contains(entry.name()) ? withinRun(entry, run, entries) : entry)
            .toList();
    return new RunPlan(
        new TaskFile(file.path(), tasks, file.defaults(), file.secrets()),
        entries.keySet().stream().filter(run::contains).toList());
  }

  /** That of all tasks of such a file. */
  public static RunPlan ofAll(TaskFile file) {
    return of(file, file.tasks().stream().map(TaskEntry::name).toList());
  }

  /** The names of those that clean up. */
  public Set<String> cleanUps() {
    Set<String> run = Set.copyOf(names);
    return file.tasks().stream()
        .filter(entry -> entry.execution().isCleanUp() && run.contains(entry.name()))
        .map(TaskEntry::name)
        .collect(Collectors.toSet());
  }

  /** Tasks with all that they need, but for what a clean-up only comes after. */
  private static Set<String> reached(Collection<String> names, Map<String, TaskEntry> entries) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      TaskEntry entry = entries.get(open.remove());
      if (entry != null && reached.add(entry.name())) {
        entry.needs().stream()
            .filter(need -> !need.isAlways())
            .forEach(need -> open.add(need.name()));
      }
    }
    return reached;
  }

  private static List<String> comingWith(Set<String> run, Map<String, TaskEntry> entries) {
    return entries.values().stream()
        .filter(entry -> entry.execution().isCleanUp())
        .filter(
            entry ->
                entry.needs().isEmpty()
                    || entry.needs().stream()
                        .anyMatch(need -> need.isAlways() && run.contains(need.name())))
        .map(TaskEntry::name)
        .toList();
  }

  private static TaskEntry withinRun(
      TaskEntry entry, Set<String> run, Map<String, TaskEntry> entries) {
    if (!entry.execution().isCleanUp()) {
      return entry;
    }
    return entry.withNeeds(
        entry.needs().isEmpty()
            ? last(entry, run, entries)
            : entry.needs().stream().filter(need -> run.contains(need.name())).toList());
  }

  /** After all that does not itself come after such a task: the ends of it are enough. */
  private static List<Need> last(TaskEntry entry, Set<String> run, Map<String, TaskEntry> entries) {
    Map<String, TaskEntry> others = new LinkedHashMap<>();
    for (TaskEntry other : entries.values()) {
      if (run.contains(other.name()) && !isAfterAll(other, entries, new HashSet<>())) {
        others.put(other.name(), other);
      }
    }
    Set<String> ends = new LinkedHashSet<>(others.keySet());
    others.values().forEach(other -> other.needs().forEach(need -> ends.remove(need.name())));
    return ends.stream()
        .map(name -> new Need(name, entry.position(), EdgeRule.COMPLETED, /* isAlways= */ true))
        .toList();
  }

  /** Whether it is a clean-up without needs, or needs one. */
  private static boolean isAfterAll(
      TaskEntry entry, Map<String, TaskEntry> entries, Set<String> seen) {
    if (!entry.execution().isCleanUp() || !seen.add(entry.name())) {
      return false; // only a clean-up can need one
    }
    return entry.needs().isEmpty()
        || entry.needs().stream()
            .map(need -> entries.get(need.name()))
            .anyMatch(needed -> needed != null && isAfterAll(needed, entries, seen));
  }
}
