package io.github.taskloom.benchmarks.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.taskloom.benchmarks.engine.Rival;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a family in a JVM of its own, and gathers what that says. */
public final class FamilyRun {
  /** The longest silence; an engine that keeps it hangs. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Plan plan;
  private final Instant begun = Instant.now();
  private final Instant deadline;
  private final PrintStream progress;
  private final Map<Rival, String> checks = new EnumMap<>(Rival.class);
  private final List<String> notes = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private String jdkVersion = "unknown";

  /**
   * To be run.
   *
   * @param limit what has not been measured by then is left out
   * @param progress is told what is being done
   */
  public FamilyRun(Plan plan, Duration limit, PrintStream progress) {
    this.plan = plan;
    this.deadline = begun.plus(limit);
    this.progress = progress;
  }

  /** Whether an engine is asked for that the family has. */
  public boolean hasEngines() {
    return !FamilyMain.rivals(plan).isEmpty();
  }

  /**
   * Checks and measures.
   *
   * @param heap arguments of the JVM for its heap, which a family may do without
   */
  public FamilyReport run(Path jdk, List<String> heap) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(plan.family().jvmArguments(heap));
    arguments.add(
        "-Djava.util.concurrent.ForkJoinPool.common.parallelism="
            + Runtime.getRuntime().availableProcessors());
    progress.println("family " + plan.name() + ": checking order and completeness");
    String end = null;
    try (ChildJvm child =
        new ChildJvm(
            jdk,
            arguments,
            FamilyMain.class,
            List.of(FamilyMain.MAPPER.writeValueAsString(plan)))) {
      for (String line = child.line(left()); line != null; line = child.line(left())) {
        read(line);
      }
      String words = child.lastWords();
      if (!words.equals("exit code 0")) {
        end = "Its JVM ended: " + words + ".";
      }
    } catch (CutOffException e) {
      end = "It was cut off after " + took().toSeconds() + " s: what is missing was not measured.";
    }
    if (end != null) {
      progress.println("  " + end);
    }
    return report(end);
  }

  private FamilyReport report(@Nullable String end) {
    return new FamilyReport(
        plan,
        jdkVersion,
        Map.copyOf(checks),
        List.copyOf(notes),
        new Samples(samples),
        took(),
        end);
  }

  private Duration took() {
    return Duration.between(begun, Instant.now());
  }

  private Duration left() {
    Duration left = Duration.between(Instant.now(), deadline);
    Duration least = left.isNegative() ? Duration.ZERO : left;
    return least.compareTo(SILENCE) < 0 ? least : SILENCE;
  }

  private void read(String line) throws JsonProcessingException {
    String[] words = line.split("\t", 2);
    switch (FamilyMain.Line.valueOf(words[0])) {
      case JDK -> jdkVersion = words[1];
      case CHECK -> {
        String[] check = words[1].split("\t", 2);
        checks.put(Rival.valueOf(check[0]), check[1]);
      }
      case NOTE -> notes.add(words[1]);
      case CASE -> progress.printf("  %3d s  %s%n", took().toSeconds(), words[1]);
      case SAMPLE -> samples.add(FamilyMain.MAPPER.readValue(words[1], Sample.class));
    }
  }
}
