package io.github.taskloom.cli.show;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table at the end of a run: task, state, duration; and the line that sums it up. */
public final class ResultTable {
  private static final int WIDEST_NAME = 60;
  private static final String DONE = TaskState.DONE.name();

  private static final Comparator<TaskResult> LONGEST_FIRST =
      Comparator.comparing(
              (TaskResult result) -> result.duration() == null ? Duration.ZERO : result.duration())
          .reversed();

  /** In which order the table has the tasks. */
  public enum Order {
    /** That of the file. */
    FILE,
    /** The longest first. */
    DURATION
  }

  private ResultTable() {}

  /** Prints the table. */
  public static void print(List<TaskResult> results, Order order, PrintStream out) {
    int width =
        Math.max(
            "TASK".length(),
            results.stream().mapToInt(result -> Columns.width(shownName(result))).max().orElse(0));
    out.println();
    out.println(row("TASK", "STATE", "DURATION", width));
    Stream<TaskResult> rows = results.stream();
    (order == Order.DURATION ? rows.sorted(LONGEST_FIRST) : rows)
        .forEach(result -> out.println(row(result, width)));
  }

  /** Prints the sum, as in {@code 3 tasks: 2 DONE (1 before), 1 FAILED in 2.5 s}. */
  public static void printSummary(List<TaskResult> results, Duration elapsed, PrintStream out) {
    Map<String, Long> counts =
        results.stream()
            .sorted(Comparator.comparing(TaskResult::isSkipped).thenComparing(TaskResult::state))
            .collect(
                Collectors.groupingBy(
                    TaskResult::shownState, LinkedHashMap::new, Collectors.counting()));
    String tasks = results.size() + (results.size() == 1 ? " task" : " tasks");
    String states =
        counts.size() == 1
            ? " " + label(counts.keySet().iterator().next(), results)
            : ": "
                + counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + label(count.getKey(), results))
                    .collect(Collectors.joining(", "));
    out.println();
    out.println(tasks + states + " in " + Durations.shown(elapsed));
  }

  private static String label(String state, List<TaskResult> results) {
    long before = results.stream().filter(TaskResult::isBefore).count();
    return state.equals(DONE) && before > 0 ? state + " (" + before + " before)" : state;
  }

  private static String row(TaskResult result, int width) {
    return row(shownName(result), result.shownState(), result.shownDuration(), width)
        + (result.isBefore() ? "  before" : "");
  }

  private static String row(String name, String state, String duration, int width) {
    return "%s  %-9s  %12s".formatted(Columns.pad(name, width), state, duration);
  }

  private static String shownName(TaskResult result) {
    return Columns.cut(Names.shown(result.name()), WIDEST_NAME);
  }
}
