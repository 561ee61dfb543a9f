package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.Freshness;
import io.github.taskloom.cli.file.TaskEntry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether tasks have anything to do.
 *
 * <p>All methods may be called from any thread.
 *
 * @param directory what the folder of a task is relative to
 * @param definition stands for all that the task file says of what a task runs
 * @param memory has what this process has made before
 */
record Judge(
    Path directory,
    Function<TaskEntry, String> definition,
    SuccessStore store,
    Contents contents,
    Effects effects,
    Memory memory) {
  private static final String STATUS_SAYS_SO = "its status says so";

  /** How the task is now; all that it needs has ended. */
  Look look(TaskEntry task) {
    Path folder = folder(task);
    Freshness keys = folder == null ? Freshness.NONE : task.freshness();
    return Look.at(
        keys,
        folder == null ? directory : folder,
        definition.apply(task),
        effects.ofNeeds(task),
        store.find(task.name()),
        contents);
  }

  /** Whether it has anything to do. A status alone decides alone. */
  Verdict verdict(TaskEntry task, Look look, StatusCheck status) throws Exception {
    Freshness keys = look.keys();
    if (!keys.isDeclared()) {
      return memory.hasMade(task.name()) && look.whyItRuns() == null
          ? Verdict.upToDate("nothing that it needs has run since")
          : Verdict.runs("it says nothing of inputs, outputs or status");
    }
    String why = keys.hasFiles() ? look.whyItRuns() : null;
    if (why != null) {
      return Verdict.runs(why);
    }
    for (String script : keys.status()) {
      String end = status.whyToRun(task, script);
      if (end != null) {
        return Verdict.runs("its status ended with " + end);
      }
    }
    return Verdict.upToDate(keys.hasFiles() ? look.shown() : STATUS_SAYS_SO);
  }

  /** Where the task runs; null where there is no such folder, which its command will tell. */
  private @Nullable Path folder(TaskEntry task) {
    try {
      Path folder = task.directory() == null ? directory : directory.resolve(task.directory());
      return Files.isDirectory(folder) ? folder : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
