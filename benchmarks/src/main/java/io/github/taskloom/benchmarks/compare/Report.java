package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.measure.Machine;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What is printed and written: what was measured on what, and the tables. */
record Report(
    Settings settings,
    Comparison comparison,
    List<GraphCase> graphs,
    List<String> missingWorkflows,
    List<Measurement> rows) {

  String markdown(Duration took) {
    StringBuilder out = new StringBuilder();
    line(out, "## JDK " + comparison.version() + (settings.quick() ? ", quick" : ""));
    line(out, "");
    line(
        out,
        "%s; %s; %d s in all."
            .formatted(LocalDate.now(ZoneOffset.UTC), Machine.describe(), took.toSeconds()));
    line(
        out,
        "Medians of at least %d rounds (fewer where they take seconds), in brackets the least and the greatest."
            .formatted(settings.rounds()));
    line(out, "");
    checks(out);
    List<String> scaled =
        graphs.stream().filter(GraphCase::scaling).map(GraphCase::title).distinct().toList();
    List<Measurement> compared =
        rows.stream().filter(row -> !scaled.contains(row.graph())).toList();
    List<Measurement> scaling = rows.stream().filter(row -> scaled.contains(row.graph())).toList();
    if (!compared.isEmpty()) {
      line(out, "### Summary: ratio to the sequential loop, or time to the least possible");
      line(out, "");
      line(out, Tables.summary(compared));
      line(out, "### All figures");
      line(out, "");
      line(out, Tables.full(compared));
    }
    if (!scaling.isEmpty()) {
      line(out, "### Cost per task as graphs grow: run ns/task (ratio to the loop)");
      line(out, "");
      line(out, Tables.scaling(scaling));
    }
    return out.toString();
  }

  private void checks(StringBuilder out) {
    long good = comparison.checks().values().stream().filter("ok"::equals).count();
    line(
        out,
        "%d of %d engines ran each task of the small graphs exactly once and in order."
            .formatted(good, comparison.checks().size()));
    comparison
        .checks()
        .forEach(
            (contender, check) -> {
              if (!check.equals("ok")) {
                line(out, contender.title() + " did not: " + check + ".");
              }
            });
    if (!missingWorkflows.isEmpty()) {
      line(
          out,
          "Left out, since their files are not there (see --wfcommons): "
              + String.join(", ", missingWorkflows)
              + ".");
    }
    line(out, "");
  }

  private static void line(StringBuilder out, String line) {
    out.append(line).append('\n');
  }
}
