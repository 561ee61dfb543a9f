package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.measure.Markdown;
import java.util.ArrayList;
import java.util.List;

/** Tables with a row for each engine and a column for each case, one for each group. */
final class Matrix {
  private Matrix() {}

  /** What stands in a cell. */
  @FunctionalInterface
  interface Cell {
    String of(String group, String title, Rival rival);
  }

  static String tables(Family family, Samples samples, Cell cell) {
    StringBuilder out = new StringBuilder();
    for (String group : samples.groups()) {
      out.append(table(group, family, samples, group, cell));
    }
    return out.toString();
  }

  /** The table of one group, under a heading. */
  static String table(String heading, Family family, Samples samples, String group, Cell cell) {
    List<String> titles = samples.titles(group);
    List<List<String>> cells = new ArrayList<>();
    cells.add(row("engine", titles));
    for (Rival rival : samples.rivals(group, family)) {
      cells.add(
          row(rival.title(), titles.stream().map(title -> cell.of(group, title, rival)).toList()));
    }
    return "### " + heading + "\n\n" + Markdown.table(cells, 1) + "\n";
  }

  private static List<String> row(String first, List<String> others) {
    List<String> row = new ArrayList<>(List.of(first));
    row.addAll(others);
    return row;
  }
}
