package io.github.taskloom.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Measurement TRIVIAL =
      new Measurement(
          "chain",
          Contender.SEQUENTIAL,
          100_000,
          3,
          12.4,
          90.6,
          new Range(0.9, 1.004, 12.2),
          36.0,
          9.06,
          null,
          null);
  private static final Measurement SLEEPING =
      new Measurement(
          "nap",
          Contender.SEQUENTIAL,
          10,
          3,
          null,
          2e6,
          null,
          null,
          20.0,
          new Range(1, 1.05, 1.1),
          null);

  /** Each figure stands in its column, rounded; what is not known is a dash. */
  @Test
  void full_rows_areFormatted() {
    List<String> lines =
        Tables.full(List.of(TRIVIAL, SLEEPING))
            .lines()
            .map(line -> line.replaceAll(" +", " "))
            .toList();
    assertEquals(
        "| chain | sequential loop | 100,000 | 12 | 91 | 1.00 (0.90 to 12) | 36 | 9.1 | - | |",
        lines.get(2));
    assertEquals(
        "| nap | sequential loop | 10 | - | 2,000,000 | - | - | 20.0 | 1.05 (1.00 to 1.10) | |",
        lines.get(3));
  }

  /** An engine without figures has a row, too, that says why. */
  @Test
  void full_withoutFigures_saysWhy() {
    GraphCase graph = GraphCase.all(Settings.quick(null)).getFirst();
    Measurement none = Measurement.none(graph, Contender.DEXECUTOR, "cut off after 5 s");
    String last = Tables.full(List.of(none)).lines().toList().getLast().replaceAll(" +", " ");
    assertEquals(
        "| independent | dexecutor | 500 | - | - | - | - | - | - | cut off after 5 s |", last);
  }

  /** Ratios and times to the ideal share the summary. */
  @Test
  void summary_rows_haveAColumnPerGraph() {
    List<String> lines =
        Tables.summary(List.of(TRIVIAL, SLEEPING))
            .lines()
            .map(line -> line.replaceAll(" +", " "))
            .toList();
    assertEquals("| engine | chain | nap |", lines.get(0));
    assertEquals("| sequential loop | 1.00 | 1.05 |", lines.get(2));
  }

  /** The cost per task has a column per size. */
  @Test
  void scaling_rows_haveAColumnPerSize() {
    List<String> lines =
        Tables.scaling(List.of(TRIVIAL)).lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals("| graph | engine | 100,000 |", lines.get(0));
    assertEquals("| chain | sequential loop | 91 (1.00) |", lines.get(2));
  }
}
