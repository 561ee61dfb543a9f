package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.number;
import static io.github.taskloom.benchmarks.measure.Markdown.range;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.measure.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tasks that have become old objects before they are made, in the heap that a JVM chooses. */
final class Old implements Family {
  /** The figure: nanoseconds of a young task. */
  static final String YOUNG = "young";

  /** The figure: nanoseconds of an old task. */
  static final String OLD = "old";

  /** The figure: old to young. */
  static final String RATIO = "ratio";

  /** The figure: the collections of garbage that met the young tasks. */
  static final String COLLECTIONS = "collections";

  @Override
  public String title() {
    return "Tasks that are old objects";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "%s independent trivial tasks, in a JVM whose heap grows as it does by default (no -Xms, whatever --heap says), but is not given back at a System.gc()."
            .formatted(number(tasks(plan))),
        "Young tasks are run right after they were built; for old ones System.gc() is called twice in between. Where an old object is given a reference to a younger one the collector notes it down: that is the difference.",
        "Every engine keeps what its tasks return, null or a fresh object each; those that would not have an object more for each task. The sequential loop changes no reference but the result: what it loses is lost to caches alone.",
        "Collections is how many of them came between the begin of the building of young tasks and the end of their run: where there are any, some of the young are no longer young.",
        String.format(
            Locale.ROOT,
            "A round of an engine lasts %.2f s, one run of both at least.",
            nanos(plan) / 1e9));
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.TASKLOOM_LAYERED,
        Rival.TASKLOOM_EAGER,
        Rival.SEQUENTIAL_RESULTS,
        Rival.FORK_JOIN_RESULTS,
        Rival.FUTURES_RESULTS);
  }

  @Override
  public Map<String, Graph> checked() {
    return Map.of("independent, larger", Shapes.independent(3_000));
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) {
    Graph graph = Shapes.independent(tasks(plan));
    return List.of(
        new AgedMake("null", graph, Body::trivial, nanos(plan)),
        new AgedMake("fresh objects", graph, Body::fresh, nanos(plan)));
  }

  private static int tasks(Plan plan) {
    return plan.quick() ? 200_000 : 1_000_000;
  }

  private static long nanos(Plan plan) {
    return plan.nanos(1, 0.3);
  }

  /** Without the ratio a System.gc() takes from the heap what it had grown to. */
  @Override
  public List<String> jvmArguments(List<String> heap) {
    return List.of("-XX:MaxHeapFreeRatio=100");
  }

  @Override
  public int rounds(boolean quick) {
    return quick ? 3 : 9;
  }

  @Override
  public String tables(Samples samples) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        List.of(
            "results", "engine", "young ns/task", "old ns/task", "old to young", "collections"));
    for (String title : samples.titles("")) {
      for (Rival rival : samples.rivals("", this)) {
        cells.add(
            List.of(
                title,
                rival.title(),
                number(samples.median("", title, rival, YOUNG)),
                number(samples.median("", title, rival, OLD)),
                range(samples.range("", title, rival, RATIO)),
                number(samples.median("", title, rival, COLLECTIONS))));
      }
    }
    return Markdown.table(cells, 2);
  }
}
