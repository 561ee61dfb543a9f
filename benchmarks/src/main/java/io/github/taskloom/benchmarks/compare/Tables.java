package io.github.taskloom.benchmarks.compare;

import static io.github.taskloom.benchmarks.measure.Markdown.NOTHING;
import static io.github.taskloom.benchmarks.measure.Markdown.decimal;
import static io.github.taskloom.benchmarks.measure.Markdown.number;
import static io.github.taskloom.benchmarks.measure.Markdown.range;
import static io.github.taskloom.benchmarks.measure.Markdown.table;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Rows as Markdown. */
final class Tables {
  private Tables() {}

  /** A row for each engine and graph. */
  static String full(List<Measurement> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        List.of(
            "graph",
            "engine",
            "tasks",
            "build ns/task",
            "run ns/task",
            "ratio to the loop",
            "live bytes/task",
            "ms",
            "time/ideal",
            "remark"));
    for (Measurement row : rows) {
      cells.add(
          List.of(
              row.graph(),
              row.contender().title(),
              row.tasks() == 0 ? NOTHING : number(row.tasks()),
              number(row.buildNanos()),
              number(row.runNanos()),
              range(row.ratio()),
              number(row.bytes()),
              row.millis() == null ? NOTHING : String.format(Locale.ROOT, "%.1f", row.millis()),
              range(row.ideal()),
              Objects.requireNonNullElse(row.remark(), "")));
    }
    return table(cells, 2);
  }

  /**
   * A row for each engine, a column for each graph: the ratio to the loop where tasks are trivial,
   * else the time to the ideal.
   */
  static String summary(List<Measurement> rows) {
    List<String> graphs = rows.stream().map(Measurement::graph).distinct().toList();
    Map<Contender, List<String>> lines = new LinkedHashMap<>();
    for (Measurement row : rows) {
      lines
          .computeIfAbsent(
              row.contender(), any -> new ArrayList<>(Collections.nCopies(graphs.size(), NOTHING)))
          .set(graphs.indexOf(row.graph()), summary(row));
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(with("engine", graphs));
    lines.forEach((contender, line) -> cells.add(with(contender.title(), line)));
    return table(cells, 1);
  }

  /** This project alone: a row for each graph and engine, a column for each size; ns per task. */
  static String scaling(List<Measurement> rows) {
    List<Integer> sizes = rows.stream().map(Measurement::tasks).distinct().sorted().toList();
    Map<List<String>, List<String>> lines = new LinkedHashMap<>();
    for (Measurement row : rows) {
      lines
          .computeIfAbsent(
              List.of(row.graph(), row.contender().title()),
              any -> new ArrayList<>(Collections.nCopies(sizes.size(), NOTHING)))
          .set(sizes.indexOf(row.tasks()), scaling(row));
    }
    List<List<String>> cells = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("graph", "engine"));
    sizes.forEach(size -> heads.add(number(size)));
    cells.add(heads);
    lines.forEach(
        (keys, line) -> {
          List<String> cell = new ArrayList<>(keys);
          cell.addAll(line);
          cells.add(cell);
        });
    return table(cells, 2);
  }

  private static String summary(Measurement row) {
    Range range = row.ratio() == null ? row.ideal() : row.ratio();
    return range == null ? NOTHING : decimal(range.median());
  }

  private static String scaling(Measurement row) {
    return row.ratio() == null
        ? Objects.requireNonNullElse(row.remark(), NOTHING)
        : number(row.runNanos()) + " (" + decimal(row.ratio().median()) + ")";
  }

  private static List<String> with(String first, List<String> others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }
}
