package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.measure.Machine;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is printed and written of a family: what was measured on what, and its tables.
 *
 * @param plan what was to be measured
 * @param version the JDK that was measured
 * @param checks what was wrong with an engine, or "ok"
 * @param notes what the family had to say
 * @param samples what was measured
 * @param took how long it all took
 * @param end how it ended before its time; null if it did not
 */
public record FamilyReport(
    Plan plan,
    String version,
    Map<Rival, String> checks,
    List<String> notes,
    Samples samples,
    Duration took,
    @Nullable String end) {

  /** Whether all engines ran in order, and the measurement to its end. */
  public boolean isGood() {
    return end == null
        && samples.failures().isEmpty()
        && checks.values().stream().allMatch("ok"::equals);
  }

  /** Of which part of a file it is to be the text. */
  public String key() {
    return "JDK " + version.split("[.\\s-]", 2)[0] + ", " + plan.name();
  }

  /** The text. */
  public String markdown() {
    Family family = plan.family();
    List<String> lines = new ArrayList<>();
    lines.add("## " + family.title() + ", JDK " + version + (plan.quick() ? ", quick" : ""));
    lines.add("");
    lines.add(
        "%s; %s; %d s in all."
            .formatted(LocalDate.now(ZoneOffset.UTC), Machine.describe(), took.toSeconds()));
    lines.addAll(family.about(plan));
    int rounds = plan.wantedRounds();
    lines.add(
        family.setting()
            + " take turns in each round; "
            + (rounds == 1 ? "one round." : "medians of " + rounds + " rounds."));
    lines.addAll(notes);
    lines.add("");
    long good = checks.values().stream().filter("ok"::equals).count();
    lines.add(
        "%d of %d engines ran each task of the small graphs and of these exactly once and in order."
            .formatted(good, checks.size()));
    checks.forEach(
        (rival, check) -> {
          if (!check.equals("ok")) {
            lines.add(rival.title() + " did not, and was not measured: " + check + ".");
          }
        });
    lines.addAll(samples.failures());
    if (end != null) {
      lines.add(end);
    }
    lines.add("");
    lines.add(family.tables(samples).strip());
    lines.add("\n");
    return String.join("\n", lines);
  }
}
