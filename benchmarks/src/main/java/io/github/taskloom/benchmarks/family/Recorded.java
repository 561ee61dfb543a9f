package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.NOTHING;
import static io.github.taskloom.benchmarks.measure.Markdown.decimal;
import static io.github.taskloom.benchmarks.measure.Markdown.number;
import static io.github.taskloom.benchmarks.measure.Markdown.range;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.measure.Markdown;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What it costs to have each task on record before anything that requires it begins. */
final class Recorded implements Family {
  /** The figure: microseconds of a task. */
  static final String MICROS = "micros";

  private static final int WIDTH = 1_000;

  /** So many times fewer tasks for what has an fsync for each. */
  private static final int FEWER = 50;

  @Override
  public String title() {
    return "Tasks in a journal";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "Trivial tasks that have names and no values, in the layered order. A run begins with an empty file on the device of temporary files, and ends when the make does, with all on record; the graph is built before.",
        "The bare writer is one thread that runs layer after layer and writes as many bytes for each task through a BufferedOutputStream; it forces them, where it does, as often as GROUPED: once a layer.",
        "EVERY has an fsync for each task, so it is measured with fewer tasks: %s, %s and %s."
            .formatted(
                number(independent(plan) / FEWER),
                number(layers(plan) / FEWER * WIDTH),
                number(chain(plan))),
        String.format(
            Locale.ROOT,
            "A round of an engine and graph lasts %.2f s, one run at least.",
            nanos(plan) / 1e9));
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.BARE_RECORDS,
        Rival.BARE_RECORDS_FORCED,
        Rival.JOURNAL_OFF,
        Rival.JOURNAL_NONE,
        Rival.JOURNAL_GROUPED,
        Rival.JOURNAL_EVERY);
  }

  @Override
  public Map<String, Graph> checked() {
    return Map.of("grid, larger", Shapes.grid(5, 200));
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) {
    return List.of(
        new RecordedMake(
            number(independent(plan)) + " independent",
            Shapes.independent(independent(plan)),
            Shapes.independent(independent(plan) / FEWER),
            nanos(plan)),
        new RecordedMake(
            layers(plan) + " layers of " + number(WIDTH),
            Shapes.grid(layers(plan), WIDTH),
            Shapes.grid(layers(plan) / FEWER, WIDTH),
            nanos(plan)),
        new RecordedMake(
            "chain of " + number(chain(plan)),
            Shapes.chain(chain(plan)),
            Shapes.chain(chain(plan)),
            nanos(plan)));
  }

  private static int independent(Plan plan) {
    return plan.quick() ? 10_000 : 100_000;
  }

  private static int layers(Plan plan) {
    return plan.quick() ? FEWER : 2 * FEWER;
  }

  private static int chain(Plan plan) {
    return plan.quick() ? 100 : 1_000;
  }

  private static long nanos(Plan plan) {
    return plan.nanos(1, 0.1);
  }

  @Override
  public int rounds(boolean quick) {
    return quick ? 3 : 9;
  }

  @Override
  public String tables(Samples samples) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("graph", "engine", "us/task", "tasks/s", "to the bare writer, forced"));
    for (String title : samples.titles("")) {
      for (Rival rival : samples.rivals("", this)) {
        Range micros = samples.range("", title, rival, MICROS);
        Double ratio = samples.ratio("", title, rival, Rival.BARE_RECORDS_FORCED, MICROS);
        cells.add(
            List.of(
                title,
                rival.title(),
                range(micros),
                micros == null ? NOTHING : number(1e6 / micros.median()),
                ratio == null ? NOTHING : decimal(ratio)));
      }
    }
    return Markdown.table(cells, 2);
  }
}
