package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.cli.file.TaskFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a task file has: a line for each task, and what is made where no target is given. */
public final class TaskList {
  private static final int WIDEST = 40;
  private static final List<String> TITLES = List.of("TASK", "NEEDS", "DESCRIPTION");

  private TaskList() {}

  /** Prints it. */
  public static void print(TaskFile file, PrintStream out) {
    List<List<String>> rows = new ArrayList<>(List.of(TITLES));
    file.tasks().forEach(task -> rows.add(row(task)));
    int names = width(rows, 0);
    int needs = width(rows, 1);
    for (List<String> row : rows) {
      String line =
          Columns.pad(row.get(0), names)
              + "  "
              + Columns.pad(row.get(1), needs)
              + "  "
              + row.get(2);
      out.println(line.stripTrailing());
    }
    out.println();
    out.println(
        "without a target: "
            + (file.defaults().isEmpty()
                ? "all tasks"
                : file.defaults().stream().map(Names::shown).collect(Collectors.joining(", "))));
  }

  private static List<String> row(TaskEntry task) {
    String needs = task.needs().stream().map(Need::name).collect(Collectors.joining(", "));
    return List.of(
        Names.shown(task.name()),
        Columns.cut(Names.shown(needs), WIDEST),
        Names.shown(task.description()));
  }

  /** Of a column, but for what is too wide for it. */
  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .mapToInt(row -> Columns.width(row.get(column)))
        .filter(wide -> wide <= WIDEST)
        .max()
        .orElse(0);
  }
}
