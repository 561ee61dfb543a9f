package io.github.taskloom.cli.show;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The line that sums a run up, as in {@code 5 tasks: 2 DONE (1 before), 1 FAILED, 2 blocked by 'x'
 * in 2.5 s}. What another task kept from running is not counted with what failed itself.
 */
public final class ResultSummary {
  private static final int MOST_BLOCKERS = 3;

  private static final Comparator<TaskResult> ORDER =
      Comparator.comparing(TaskResult::isSkipped)
          .thenComparing(TaskResult::isBlocked)
          .thenComparing(TaskResult::state);

  private ResultSummary() {}

  /** Prints it, below an empty line. */
  public static void print(List<TaskResult> results, Duration elapsed, PrintStream out) {
    Map<String, List<TaskResult>> groups =
        results.stream()
            .sorted(ORDER)
            .collect(
                Collectors.groupingBy(
                    ResultSummary::group, LinkedHashMap::new, Collectors.toList()));
    String tasks = results.size() + (results.size() == 1 ? " task" : " tasks");
    String states =
        groups.size() == 1
            ? " " + label(results)
            : groups.values().stream()
                .map(group -> group.size() + " " + label(group))
                .collect(Collectors.joining(", ", ": ", ""));
    out.println();
    out.println(tasks + states + " in " + Durations.shown(elapsed));
  }

  /** What is counted together. */
  private static String group(TaskResult result) {
    return result.isBlocked() ? "blocked" : result.shownState();
  }

  private static String label(List<TaskResult> group) {
    TaskResult first = group.getFirst();
    if (first.isBlocked()) {
      return "blocked by " + blockers(group);
    }
    return first.shownState() + (first.state() == TaskState.DONE ? withoutRun(group) : "");
  }

  private static String withoutRun(List<TaskResult> group) {
    Map<String, Long> ways =
        group.stream()
            .map(TaskResult::withoutRun)
            .filter(way -> !way.isEmpty())
            .collect(Collectors.groupingBy(way -> way, TreeMap::new, Collectors.counting()));
    return ways.isEmpty()
        ? ""
        : ways.entrySet().stream()
            .map(way -> way.getValue() + " " + way.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String blockers(List<TaskResult> group) {
    List<String> all =
        group.stream()
            .map(TaskResult::blocker)
            .filter(Objects::nonNull)
            .distinct()
            .map(Names::quoted)
            .toList();
    int more = all.size() - MOST_BLOCKERS;
    return String.join(", ", all.subList(0, Math.min(all.size(), MOST_BLOCKERS)))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
