package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.engine.Rival;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FamilyTablesTest {
  private static List<String> lines(String table) {
    return table.lines().map(line -> line.replaceAll(" +", " ")).toList();
  }

  /** Many makes: a row for each engine and number of callers. */
  @Test
  void tables_many_haveARowPerEngine() {
    Map<String, Double> figures =
        Map.of("p50", 12.345, "p99", 20.0, "cpu", 123.4, "bytes", 10_240.0, "makes", 2_850.0);
    Samples samples =
        new Samples(List.of(new Sample("", "100", Rival.SEQUENTIAL_CALLS, figures, null)));
    assertEquals(
        "| 100 | sequential calls | 12.35 | 20.00 | 123 | 10,240 | 2,850 |",
        lines(new Many().tables(samples)).get(2));
  }

  /** Small makes: time and ratio in a cell, a dash where there is nothing. */
  @Test
  void tables_small_haveTimeAndRatio() {
    Samples samples =
        new Samples(
            List.of(
                small("1 task", Rival.FUTURES_VIRTUAL, 2),
                small("1 task", Rival.DISPATCH, 0.5),
                small("diamond of 4", Rival.DISPATCH, 1_234)));
    List<String> lines = lines(new Small().tables(samples));
    assertEquals("### calm", lines.get(0));
    assertEquals("| engine | 1 task | diamond of 4 |", lines.get(2));
    assertEquals("| CompletableFuture, virtual threads | 2.00 (1.00) | - |", lines.get(4));
    assertEquals("| Taskloom, dispatch() by hand | 0.50 (0.25) | 1,234 |", lines.get(5));
  }

  private static Sample small(String title, Rival rival, double micros) {
    return new Sample("calm", title, rival, Map.of(Small.MICROS, micros), null);
  }

  /** The least task: a bound has its sign. */
  @Test
  void tables_metg_tellBounds() {
    Samples samples =
        new Samples(
            List.of(metg("stencil", 0.02, -1), metg("fft", 1.5, 0), metg("no-comm", 20, 1)));
    assertEquals(
        "| ForkJoinPool, counters | < 0.020 | 1.50 | > 20.00 |",
        lines(new Metg().tables(samples)).get(4));
  }

  private static Sample metg(String title, double micros, double side) {
    Map<String, Double> figures = Map.of(Metg.MICROS, micros, Metg.SIDE, side);
    return new Sample("4 wide", title, Rival.FORK_JOIN, figures, null);
  }

  /** Tasks in a journal: a row for each engine and graph, beside the bare writer's. */
  @Test
  void tables_recorded_tellTheRateAndTheRatio() {
    Samples samples =
        new Samples(
            List.of(recorded(Rival.BARE_RECORDS_FORCED, 2), recorded(Rival.JOURNAL_GROUPED, 5)));
    List<String> lines = lines(new Recorded().tables(samples));
    assertEquals(
        "| chain | bare writer, forced | 2.00 (2.00 to 2.00) | 500,000 | 1.00 |", lines.get(2));
    assertEquals(
        "| chain | Taskloom, journal, GROUPED | 5.00 (5.00 to 5.00) | 200,000 | 2.50 |",
        lines.get(3));
  }

  private static Sample recorded(Rival rival, double micros) {
    return new Sample("", "chain", rival, Map.of(Recorded.MICROS, micros), null);
  }

  /** A family of which nothing was measured has no rows. */
  @ParameterizedTest
  @EnumSource(
      value = FamilyName.class,
      names = {"GRAPHS"},
      mode = EnumSource.Mode.EXCLUDE)
  void tables_noSamples_haveNoRows(FamilyName name) {
    String text = name.family().tables(new Samples(List.of()));
    assertTrue(text.isEmpty() || text.lines().count() == 2, text);
  }

  /** Half of two cores' time in the tasks is an efficiency of a half. */
  @Test
  void efficiency_halfOfTheTime_isHalf() {
    assertEquals(0.5, Grain.efficiency(100, 1_000, 2, 100_000));
    assertEquals(1, Grain.efficiency(100, 1_000, 2, 50_000));
  }

  private static FamilyReport report(String check, @Nullable String end) {
    return new FamilyReport(
        new Plan(FamilyName.SMALL, true, 1, null, "", ""),
        "25.0.3 Some VM",
        Map.of(Rival.DISPATCH, check),
        List.of("A note."),
        new Samples(List.of(small("1 task", Rival.DISPATCH, 0.5))),
        Duration.ofSeconds(3),
        end);
  }

  /** A report says which part of the file it is, and what went wrong. */
  @Test
  void markdown_cutOff_saysSo() {
    assertEquals("JDK 25, small", report("ok", null).key());
    assertTrue(report("ok", null).isGood());
    FamilyReport cut = report("task 0 ran 2 times", "Cut off.");
    assertFalse(cut.isGood());
    String text = cut.markdown();
    assertTrue(text.startsWith("## Small makes, JDK 25.0.3 Some VM, quick\n"), text);
    assertTrue(text.contains("\n0 of 1 engines ran "), text);
    assertTrue(text.contains("was not measured: task 0 ran 2 times.\nCut off.\n\n###"), text);
    assertTrue(text.contains("A note."), text);
  }
}
