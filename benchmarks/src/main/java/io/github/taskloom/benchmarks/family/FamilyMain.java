package io.github.taskloom.benchmarks.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.measure.Machine;
import io.github.taskloom.benchmarks.measure.OrderCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the engines of a family and measures them; lines on the standard output. Runs in a JVM of
 * its own; the only argument is a {@link Plan} as JSON.
 */
final class FamilyMain {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** The kinds of lines; what a line says stands behind a tab. */
  enum Line {
    JDK,
    CHECK,
    NOTE,
    CASE,
    SAMPLE
  }

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private FamilyMain() {}

  public static void main(String[] arguments) throws Exception {
    Plan plan = MAPPER.readValue(arguments[0], Plan.class);
    Family family = plan.family();
    say(Line.JDK, Machine.jdk());
    List<Rival> good = new ArrayList<>();
    for (Rival rival : rivals(plan)) {
      String violation = violation(family, rival);
      say(Line.CHECK, rival.name() + "\t" + (violation == null ? "ok" : violation));
      if (violation == null) {
        good.add(rival);
      }
    }
    Pattern graphs = Pattern.compile(plan.graphs());
    List<Case> cases =
        family.cases(plan, note -> say(Line.NOTE, note)).stream()
            .filter(one -> graphs.matcher(one.title()).find())
            .toList();
    List<List<Case>> parts =
        family.mixesCases() ? List.of(cases) : cases.stream().map(List::of).toList();
    for (List<Case> part : parts) {
      new Turns(part, FamilyMain::say, FamilyMain::say).run(good, plan.wantedRounds());
    }
    if (cases.isEmpty()) {
      say(Line.NOTE, "No graph has a title in which '" + graphs + "' is found.");
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // whatever threads an engine has left behind
  }

  /** The engines that are asked for. */
  static List<Rival> rivals(Plan plan) {
    Pattern engines = Pattern.compile(plan.engines());
    return plan.family().rivals().stream()
        .filter(rival -> engines.matcher(rival.title()).find())
        .toList();
  }

  private static @Nullable String violation(Family family, Rival rival)
      throws InterruptedException {
    Map<String, Graph> graphs = new LinkedHashMap<>(OrderCheck.smallGraphs());
    graphs.putAll(family.checked());
    for (Map.Entry<String, Graph> named : graphs.entrySet()) {
      for (Thread.Builder caller : List.of(Thread.ofPlatform().daemon(), Thread.ofVirtual())) {
        try (Engine engine = rival.engine()) {
          String violation = OrderCheck.violation(engine, named.getValue(), LIMIT, caller);
          if (violation != null) {
            return named.getKey() + ": " + violation;
          }
        }
      }
    }
    return null;
  }

  private static void say(Case one) {
    say(Line.CASE, one.group().isEmpty() ? one.title() : one.group() + ": " + one.title());
  }

  private static void say(Sample sample) {
    try {
      say(Line.SAMPLE, MAPPER.writeValueAsString(sample));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(Line line, String what) {
    System.out.println(line + "\t" + what.replace('\n', ' '));
  }
}
