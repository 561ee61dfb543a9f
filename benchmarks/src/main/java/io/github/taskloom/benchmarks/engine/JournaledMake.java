package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * This project with a journal: tasks that have names, recorded in a file that is new for each run.
 * A run ends when the make does, with all on record; the journal is closed afterwards. Not for runs
 * at the same time.
 */
final class JournaledMake implements Engine {
  private final @Nullable Durability durability;
  private final RecordFolder folder = new RecordFolder();
  private @Nullable FileJournal journal;

  /**
   * @param durability null for the same tasks without a journal
   */
  JournaledMake(@Nullable Durability durability) {
    this.durability = durability;
  }

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Task<?>[] tasks = new Task<?>[graph.tasks()];
    for (int task = 0; task < tasks.length; task++) {
      tasks[task] = Task.of("task " + task, (Callable<@Nullable Object>) bodies.apply(task));
      for (int i = 0; i < graph.degree(task); i++) {
        tasks[task].require(tasks[graph.prerequisite(task, i)]);
      }
    }
    List<Task<?>> last = new ArrayList<>();
    for (int sink : graph.sinks()) {
      last.add(tasks[sink]);
    }
    Make how = how();
    return () -> {
      if (how.now(last).size() != last.size()) {
        throw new IllegalStateException("Not all tasks have settled");
      }
    };
  }

  private Make how() {
    end();
    if (durability == null) {
      return Make.defaults();
    }
    FileJournal opened =
        FileJournal.open(folder.next(), FileJournalOptions.defaults().durability(durability));
    journal = opened;
    return Make.defaults().journal(opened);
  }

  private void end() {
    if (journal != null) {
      journal.close();
      journal = null;
    }
  }

  @Override
  public void close() {
    end();
    folder.close();
  }
}
