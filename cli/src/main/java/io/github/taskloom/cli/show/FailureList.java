package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What failed, once more at the end of a run, each with its last lines: the output of a failure may
 * be far above by then.
 */
public final class FailureList {
  private static final int MOST_FAILURES = 20;
  private static final int LAST_LINES = 10;
  private static final String INDENT = "     ";

  private FailureList() {}

  /**
   * Prints those that have failed themselves, and were not allowed to; nothing if none has.
   *
   * @param log where the output of a task is
   */
  public static void print(List<TaskResult> results, Function<String, Path> log, PrintStream out) {
    List<TaskResult> failures =
        results.stream().filter(it -> it.hasFailed() && !it.isAllowed()).toList();
    if (failures.isEmpty()) {
      return;
    }
    out.println();
    out.println("what FAILED, and its last lines:");
    ResultLines lines = new ResultLines(failures.stream().map(TaskResult::name).toList());
    for (TaskResult failure : failures.subList(0, Math.min(MOST_FAILURES, failures.size()))) {
      out.println(lines.line(failure));
      printEnd(log.apply(failure.name()), out);
    }
    if (failures.size() > MOST_FAILURES) {
      out.println(" and " + (failures.size() - MOST_FAILURES) + " more");
    }
  }

  private static void printEnd(Path log, PrintStream out) {
    try {
      List<String> last = LogTail.lines(log, LAST_LINES);
      last.forEach(line -> out.println((INDENT + line).stripTrailing()));
      if (!last.isEmpty()) {
        out.println("   all of it: " + Names.shown(log.toString()));
      }
    } catch (IOException e) {
      out.println("   its output cannot be shown: " + Names.shown(e.toString()));
    }
  }
}
