package io.github.taskloom.internal.make;

import io.github.taskloom.Preview;
import io.github.taskloom.Preview.Reason;
import io.github.taskloom.Task;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.journal.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a make would do, by its caller; nothing runs, and nothing is changed. */
public final class MakePreview {
  private MakePreview() {}

  public static List<Preview> of(MakeOptions how, Collection<? extends Task<?>> goals) {
    List<TaskNode<?>> tasks = JournalRestore.unsettled(TaskNode.all(goals), Runner.current());
    Journal journal = how.journal();
    if (journal == null) {
      List<Preview> all = new ArrayList<>(tasks.size());
      tasks.forEach(
          task -> all.add(new Preview(task, Reason.NO_JOURNAL, "the make has no journal")));
      return all;
    }
    JournalKeys.ensureUnique(tasks);
    return new JournalRestore(journal, new JournalKeys(journal)).preview(tasks);
  }
}
