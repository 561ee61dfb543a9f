package io.github.taskloom.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.measure.ChildJvm;
import io.github.taskloom.benchmarks.measure.ChildJvm.CutOffException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Runs the checks and the measurements in JVMs of their own, and has a row for each of them. */
final class Comparison {
  private final Path jdk;
  private final List<String> jvmArguments;
  private final Settings settings;
  private final Instant deadline;

  /** What has not begun by then is not run: the deadline, or an engine's share of the time. */
  private Instant until;

  private final PrintStream progress;
  private final List<Measurement> rows = new ArrayList<>();
  private final Map<Contender, String> checks = new EnumMap<>(Contender.class);
  private String version = "unknown";

  Comparison(
      Path jdk,
      List<String> jvmArguments,
      Settings settings,
      Instant deadline,
      PrintStream progress) {
    this.jdk = jdk;
    this.jvmArguments = jvmArguments;
    this.settings = settings;
    this.deadline = deadline;
    this.until = deadline;
    this.progress = progress;
  }

  /** The JDK that was measured, known after {@link #check}. */
  String version() {
    return version;
  }

  /** What was wrong with an engine, or "ok". */
  Map<Contender, String> checks() {
    return checks;
  }

  /** Which of the engines run each task once and in order. */
  void check(List<Contender> contenders) throws IOException, InterruptedException {
    progress.println("checking order and completeness");
    List<Contender> left = new ArrayList<>(contenders);
    while (!left.isEmpty()) {
      checkSome(left);
      left.removeAll(checks.keySet());
    }
  }

  private void checkSome(List<Contender> left) throws IOException, InterruptedException {
    List<String> names = left.stream().map(Contender::name).toList();
    try (ChildJvm child = new ChildJvm(jdk, jvmArguments, CheckMain.class, names)) {
      String line = child.line(Duration.ofSeconds(60));
      while (line != null) {
        String[] words = line.split("\t", 2);
        if (words[0].equals("jdk")) {
          version = words[1];
        } else {
          checks.put(Contender.valueOf(words[0]), words[1]);
        }
        line = child.line(Duration.ofSeconds(60));
      }
      if (!checks.keySet().containsAll(left)) {
        giveUpFirst(left, child.lastWords());
      }
    } catch (CutOffException e) {
      giveUpFirst(left, "hung");
    }
  }

  /** The one that brought the JVM down is the first without an answer. */
  private void giveUpFirst(List<Contender> left, String why) {
    for (Contender contender : left) {
      if (!checks.containsKey(contender)) {
        checks.put(contender, why);
        return;
      }
    }
  }

  /**
   * Measures.
   *
   * @return a row for each engine and graph, also for those without figures
   */
  List<Measurement> measure(List<Contender> contenders, List<GraphCase> graphs)
      throws IOException, InterruptedException {
    if (settings.quick()) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get(i);
        // On a machine that is too busy each engine gets as far as the others.
        Instant now = Instant.now();
        until = now.plus(Duration.between(now, deadline).dividedBy(contenders.size() - i));
        measure(contender, graphs.stream().filter(graph -> graph.isFor(contender)).toList());
      }
    } else {
      for (GraphCase graph : graphs) {
        for (Contender contender : contenders) {
          if (graph.isFor(contender)) {
            measure(contender, List.of(graph));
          }
        }
      }
    }
    return rows;
  }

  private void measure(Contender contender, List<GraphCase> graphs)
      throws IOException, InterruptedException {
    String check = Objects.requireNonNull(checks.get(contender));
    List<GraphCase> left = new ArrayList<>(graphs);
    while (!left.isEmpty()) {
      if (!check.equals("ok")) {
        none(contender, left.removeFirst(), "failed the check: " + check);
      } else if (Instant.now().isAfter(until)) {
        none(contender, left.removeFirst(), "not run: the time was over");
      } else {
        measureSome(contender, left);
      }
    }
  }

  private void none(Contender contender, GraphCase graph, String why) {
    progress.printf("  %-24s %s%n", graph.title(), why);
    rows.add(Measurement.none(graph, contender, why));
  }

  /** Takes away those that have a row. */
  private void measureSome(Contender contender, List<GraphCase> left)
      throws IOException, InterruptedException {
    progress.println(contender.title());
    List<String> arguments = new ArrayList<>(jvmArguments);
    arguments.addAll(contender.traits().jvmArguments());
    try (ChildJvm child =
        new ChildJvm(jdk, arguments, MeasureMain.class, List.of(assignment(contender, left)))) {
      try {
        boolean ended = read(child, left);
        if (ended && !left.isEmpty()) {
          none(contender, left.removeFirst(), "its JVM ended: " + child.lastWords());
        }
      } catch (CutOffException e) {
        none(contender, left.removeFirst(), cutOff());
      }
    }
  }

  /** Whether the output ended; else the time for the whole was over. */
  private boolean read(ChildJvm child, List<GraphCase> left)
      throws InterruptedException, CutOffException, JsonProcessingException {
    Instant begun = Instant.now();
    while (!left.isEmpty()) {
      String line = child.line(limit());
      if (line == null) {
        return true;
      }
      if (line.startsWith(MeasureMain.ROW)) {
        String json = line.substring(MeasureMain.ROW.length());
        rows.add(MeasureMain.MAPPER.readValue(json, Measurement.class));
        progress.printf(
            Locale.ROOT,
            "  %-24s %5.1f s%n",
            left.removeFirst().title(),
            Duration.between(begun, Instant.now()).toMillis() / 1e3);
        begun = Instant.now();
        if (Instant.now().isAfter(until)) {
          return false;
        }
      }
    }
    return true;
  }

  /** For one row; not far beyond the end of the whole. */
  private Duration limit() {
    Duration left = Duration.between(Instant.now(), until).plusSeconds(3);
    Duration limit = Duration.ofSeconds(settings.limitSeconds());
    return left.compareTo(limit) < 0 ? left : limit;
  }

  private String cutOff() {
    return Instant.now().isAfter(until)
        ? "cut off: the time was over"
        : "cut off after " + settings.limitSeconds() + " s";
  }

  private String assignment(Contender contender, List<GraphCase> graphs)
      throws JsonProcessingException {
    List<String> ids = graphs.stream().map(GraphCase::id).toList();
    return MeasureMain.MAPPER.writeValueAsString(
        new MeasureMain.Assignment(contender, ids, settings));
  }
}
