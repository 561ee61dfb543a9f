package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskEntry.Need;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which tasks there is a record of: those that can be up to date, and what these need. */
final class Tracked {
  private Tracked() {}

  static Set<String> in(Collection<TaskEntry> tasks, Map<String, TaskEntry> byName) {
    Set<String> tracked = new HashSet<>();
    Set<String> groups = new HashSet<>();
    for (TaskEntry task : tasks) {
      if (task.freshness().isDeclared()) {
        tracked.add(task.name());
        addNeeds(task, byName, tracked, groups);
      }
    }
    return tracked;
  }

  /** A group has no record; what it needs is needed by what needs it. */
  private static void addNeeds(
      TaskEntry task, Map<String, TaskEntry> byName, Set<String> tracked, Set<String> groups) {
    Deque<TaskEntry> open = new ArrayDeque<>();
    open.add(task);
    while (!open.isEmpty()) {
      for (Need need : open.remove().needs()) {
        TaskEntry needed = byName.get(need.name());
        if (needed == null) {
          continue;
        }
        if (needed.script() != null) {
          tracked.add(needed.name());
        } else if (groups.add(needed.name())) {
          open.add(needed);
        }
      }
    }
  }
}
