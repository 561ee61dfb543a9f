package io.github.taskloom.cli.show;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table at the end of a run: task, state, duration. */
public final class ResultTable {
  private static final int WIDEST_NAME = 60;
  private static final int WIDEST_STATE = 40;
  private static final int NARROWEST_STATE = TaskState.CANCELLED.name().length();

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
    int names = widest(results, ResultTable::shownName, "TASK".length());
    int states = widest(results, ResultTable::shownState, NARROWEST_STATE);
    out.println();
    out.println(row("TASK", names, "STATE", states, "DURATION"));
    Stream<TaskResult> rows = results.stream();
    (order == Order.DURATION ? rows.sorted(LONGEST_FIRST) : rows)
        .forEach(
            result -> {
              String row =
                  row(shownName(result), names, shownState(result), states, result.shownDuration());
              out.println((row + "  " + result.withoutRun()).stripTrailing());
            });
  }

  private static int widest(
      List<TaskResult> results, Function<TaskResult, String> cell, int least) {
    return results.stream().map(cell).mapToInt(Columns::width).reduce(least, Math::max);
  }

  private static String row(String name, int names, String state, int states, String duration) {
    return "%s  %s  %12s".formatted(Columns.pad(name, names), Columns.pad(state, states), duration);
  }

  private static String shownName(TaskResult result) {
    return Columns.cut(Names.shown(result.name()), WIDEST_NAME);
  }

  private static String shownState(TaskResult result) {
    return Columns.cut(result.shownState(), WIDEST_STATE);
  }
}
