package io.github.taskloom.cli.fresh;

import io.github.taskloom.Preview;
import io.github.taskloom.Task;
import io.github.taskloom.cli.file.Freshness;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tasks a run would find up to date, by the files as they are now. Nothing is changed. */
public final class Forecast {
  private final Map<String, TaskEntry> byName;
  private final Judge judge;

  /**
   * @param folder where records are kept
   * @param directory what the folder of a task is relative to
   * @param definition stands for all that the task file says of what a task runs
   */
  public Forecast(
      TaskFile file, Path folder, Path directory, Function<TaskEntry, String> definition) {
    this.byName = file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, task -> task));
    SuccessStore store = new SuccessStore(folder);
    this.judge =
        new Judge(
            directory,
            definition,
            store,
            new Contents(),
            new Effects(byName, store),
            Memory.none());
  }

  /**
   * Those tasks that are not as they were when they were DONE, by their files.
   *
   * @param previews tells which tasks are otherwise not run
   */
  public Set<String> stale(List<Preview> previews) {
    return previews.stream()
        .filter(preview -> !preview.runs())
        .map(preview -> byName.get(preview.task().name()))
        .filter(task -> task != null && task.freshness().hasFiles())
        .filter(task -> judge.look(task).whyItRuns() != null)
        .map(TaskEntry::name)
        .collect(Collectors.toSet());
  }

  /**
   * What is to be said of tasks that may be up to date, by their names.
   *
   * @param tasks those that would be made, each behind all that it needs
   * @param done those of them that would be left alone
   */
  public Map<String, Verdict> verdicts(List<Task<?>> tasks, Collection<Task<?>> done) {
    Map<String, Verdict> verdicts = new HashMap<>();
    Set<String> running = new HashSet<>();
    for (Task<?> task : tasks) {
      TaskEntry entry = byName.get(task.name());
      if (entry == null || done.contains(task)) {
        continue;
      }
      String need = runningNeed(task, running);
      if (entry.script() == null) {
        if (need != null) {
          running.add(task.name());
        }
      } else if (!entry.freshness().isDeclared()) {
        running.add(task.name());
      } else {
        Verdict verdict = verdict(entry, need);
        verdicts.put(task.name(), verdict);
        if (!verdict.isUpToDate()) {
          running.add(task.name());
        }
      }
    }
    return verdicts;
  }

  private static @Nullable String runningNeed(Task<?> task, Set<String> running) {
    return task.prerequisites().stream()
        .map(Task::name)
        .filter(running::contains)
        .findFirst()
        .orElse(null);
  }

  private Verdict verdict(TaskEntry task, @Nullable String runningNeed) {
    Freshness keys = task.freshness();
    if (!keys.hasFiles()) {
      return Verdict.runsUnless("its status says that there is nothing to do");
    }
    Look look = judge.look(task);
    String why = look.whyItRuns();
    if (why != null) {
      return Verdict.runs(why);
    }
    if (runningNeed != null) {
      return Verdict.runsUnless(Names.quoted(runningNeed) + " leaves the same as before");
    }
    return keys.status().isEmpty()
        ? Verdict.upToDate(look.shown())
        : Verdict.runsUnless("its status says that there is nothing to do");
  }
}
