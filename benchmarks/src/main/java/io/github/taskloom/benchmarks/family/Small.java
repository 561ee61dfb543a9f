package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.NOTHING;
import static io.github.taskloom.benchmarks.measure.Markdown.decimal;
import static io.github.taskloom.benchmarks.measure.Markdown.number;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Small makes: what it costs to build and make a few tasks, in the caller's thread. */
final class Small implements Family {
  /** The figure: microseconds of a make. */
  static final String MICROS = "micros";

  @Override
  public String title() {
    return "Small makes";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "Microseconds of a make, the building of its graph included, in brackets the ratio to CompletableFuture on virtual threads in the same round.",
        String.format(
            Locale.ROOT,
            "One thread makes one graph after another for %.2f s in each round.",
            nanos(plan) / 1e9),
        "The fan-in is a task that requires 10 others; the 20 tasks stand in layers of 8, 8 and 4. Scopes that a platform thread asks for are opened by a virtual one.");
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.TASKLOOM_LAYERED,
        Rival.TASKLOOM_EAGER,
        Rival.TASKLOOM_TIMEOUT,
        Rival.FUTURES_VIRTUAL,
        Rival.FUTURES_COMMON,
        Rival.SCOPE_PER_LAYER,
        Rival.DISPATCH);
  }

  @Override
  public Map<String, Graph> checked() {
    Map<String, Graph> graphs = new LinkedHashMap<>(SmallMake.graphs());
    SmallMake.graphs()
        .forEach((title, graph) -> graphs.put(title + ", sleeping", SmallMake.sleeping(graph)));
    return graphs;
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) {
    return SmallMake.all(nanos(plan));
  }

  private static long nanos(Plan plan) {
    return plan.nanos(0.6, 0.06);
  }

  @Override
  public int rounds(boolean quick) {
    return 3;
  }

  @Override
  public String tables(Samples samples) {
    return Matrix.tables(
        this, samples, (group, title, rival) -> cell(samples, group, title, rival));
  }

  private static String cell(Samples samples, String group, String title, Rival rival) {
    Double micros = samples.median(group, title, rival, MICROS);
    if (micros == null) {
      return NOTHING;
    }
    Double ratio = samples.ratio(group, title, rival, Rival.FUTURES_VIRTUAL, MICROS);
    return (micros < 1000 ? decimal(micros) : number(micros))
        + (ratio == null ? "" : " (" + decimal(ratio) + ")");
  }
}
