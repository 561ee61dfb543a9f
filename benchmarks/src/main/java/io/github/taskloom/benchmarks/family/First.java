package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.NOTHING;
import static io.github.taskloom.benchmarks.measure.Markdown.decimal;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.measure.Markdown;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The first make of a JVM, where classes are loaded and nothing has been compiled. */
final class First implements Family {
  /** The figure: milliseconds of the make. */
  static final String MILLIS = "millis";

  @Override
  public String title() {
    return "The first make in a fresh JVM";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "Milliseconds from before the engine and its graph are built to the end of the make, which is called from the main thread; no class of the engine was loaded before. The start of the JVM itself comes before, and so do the bodies, which are lambdas, and the method handles by which a StructuredTaskScope is called here.",
        "The 10 tasks stand in layers of 4, 4 and 2; those that sleep are independent.",
        "What the JDK has comes from its archive of classes, what an engine adds from a jar: that is what a library costs.");
  }

  @Override
  public String setting() {
    return "Each figure is of a JVM of its own with the heap that it chooses (whatever --heap says) and the default archive; the engines";
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.TASKLOOM_LAYERED,
        Rival.TASKLOOM_EAGER,
        Rival.FUTURES_VIRTUAL,
        Rival.SCOPE_PER_LAYER,
        Rival.VIRTUAL_THREADS);
  }

  @Override
  public Map<String, Graph> checked() {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    for (FirstGraph made : FirstGraph.values()) {
      graphs.put(made.title(), made.graph());
    }
    return graphs;
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) {
    return Stream.of(FirstGraph.values()).<Case>map(FirstMake::new).toList();
  }

  @Override
  public List<String> jvmArguments(List<String> heap) {
    return List.of();
  }

  @Override
  public int rounds(boolean quick) {
    return quick ? 5 : 25;
  }

  @Override
  public String tables(Samples samples) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("graph", "engine", "median ms", "least", "greatest", "to virtual threads"));
    for (String title : samples.titles("")) {
      for (Rival rival : samples.rivals("", this)) {
        cells.add(row(samples, title, rival));
      }
    }
    return Markdown.table(cells, 2);
  }

  private static List<String> row(Samples samples, String title, Rival rival) {
    Range millis = samples.range("", title, rival, MILLIS);
    Double ratio = samples.ratio("", title, rival, Rival.VIRTUAL_THREADS, MILLIS);
    Stream<String> figures =
        millis == null
            ? Stream.of(NOTHING, NOTHING, NOTHING)
            : DoubleStream.of(millis.median(), millis.low(), millis.high())
                .mapToObj(number -> String.format(Locale.ROOT, "%.1f", number));
    List<String> row = new ArrayList<>(List.of(title, rival.title()));
    row.addAll(figures.toList());
    row.add(ratio == null ? NOTHING : decimal(ratio));
    return row;
  }
}
