package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.fresh.Forecast;
import io.github.taskloom.cli.fresh.Verdict;
import io.github.taskloom.cli.show.LayerList;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code taskloom make --dry-run} shows.
 *
 * @param tasks those that would be made
 * @param before those of them that are DONE before
 * @param forecast tells which are up to date
 * @param isForced whether those would be run, too
 */
record DryRun(List<Task<?>> tasks, Set<Task<?>> before, Forecast forecast, boolean isForced) {

  void print(TaskFile file, PrintStream out) {
    Map<String, Verdict> verdicts = isForced ? Map.of() : forecast.verdicts(inOrder(), before);
    Map<String, String> notes =
        verdicts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().foretold()));
    Set<Task<?>> upToDate =
        tasks.stream()
            .filter(task -> isUpToDate(verdicts.get(task.name())))
            .collect(Collectors.toSet());
    LayerList.print(tasks, before, upToDate, notes, file, out);
  }

  private static boolean isUpToDate(@Nullable Verdict verdict) {
    return verdict != null && verdict.isUpToDate();
  }

  /** Each behind all that it needs. */
  private List<Task<?>> inOrder() {
    return Tasks.layers(tasks).stream().<Task<?>>flatMap(List::stream).toList();
  }
}
