package io.github.taskloom.cli.show;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import java.util.Collection;

/** The line that tells how a task ended, as in {@code ✔ fetch 1.2 s}. */
final class ResultLines {
  private static final int WIDEST_NAME = 40;

  private final int nameWidth;

  ResultLines(Collection<String> names) {
    nameWidth =
        names.stream()
            .mapToInt(name -> Columns.width(Names.shown(name)))
            .filter(width -> width <= WIDEST_NAME)
            .max()
            .orElse(0);
  }

  /** The line of an attempt that starts. */
  String started(String task, int attempt) {
    return " ▶ " + Names.shown(task) + (attempt > 1 ? "  attempt " + attempt : "");
  }

  /** The line of a task that has settled. */
  String line(TaskResult result) {
    return line(result.mark(), result, end(result));
  }

  private static String end(TaskResult result) {
    if (result.state() == TaskState.DONE) {
      return result.isBefore() ? "DONE before" : result.isUpToDate() ? "up to date" : "";
    }
    if (result.isBlocked()) {
      return result.why();
    }
    return result.shownState() + (result.why().isEmpty() ? "" : ": " + result.why());
  }

  /** The line of an attempt that failed and is followed by another. */
  String retried(TaskResult attempt) {
    return line("↻", attempt, attempt.why());
  }

  private String line(String mark, TaskResult result, String end) {
    String name = Columns.pad(Names.shown(result.name()), nameWidth);
    String line = " %s %s  %8s  %s".formatted(mark, name, result.shownDuration(), Names.shown(end));
    return line.stripTrailing();
  }
}
