package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.cli.Taskloom.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {
  private static final Pattern MAKESPAN = Pattern.compile("(?m)^makespan +([0-9.]+) s$");

  @TempDir Path folder;

  /** A replay tells what it took beside what is possible. */
  @Test
  void replay_smallWorkflow_printsTheReport() throws Exception {
    Taskloom taskloom = new Taskloom(folder);
    Path file =
        taskloom.write(
            "w.json",
            """
            {"schemaVersion": "1.5", "workflow": {
              "specification": {"tasks": [{"id": "a"}, {"id": "b", "parents": ["a"]}]},
              "execution": {"tasks": [
                {"id": "a", "runtimeInSeconds": 30}, {"id": "b", "runtimeInSeconds": 12.5}]}}}
            """);

    Ended ended = taskloom.run("replay", file.toString(), "--speedup", "1000");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(
        ended
            .out()
            .startsWith(
                """
                2 tasks, 1 edges, 2 layers, at most 1 tasks in one
                                         recorded         / 1000
                critical path              42.5 s        0.043 s
                layer by layer             42.5 s        0.043 s
                sum                        42.5 s        0.043 s
                makespan    \
                """),
        ended.out());
    assertTrue(ended.out().contains("\ntasks per second"), ended.out());
  }

  /**
   * Recorded executions of real workflows take the time of their critical path, within 2 % and 50
   * ms; layer by layer that which their layers take, within 5 % and 50 ms. Times are those of the
   * collection's README, in seconds.
   */
  @ParameterizedTest
  @CsvSource({
    "1000genome-chameleon-4ch-100k-001.json, eager, critical path, 329.7, 1.02, 104",
    "1000genome-chameleon-4ch-100k-001.json, layered, layer by layer, 330.2, 1.05, 104",
    "atacseq-dirt02-001.json, eager, critical path, 936.2, 1.02, 265",
    "atacseq-dirt02-001.json, layered, layer by layer, 1599.2, 1.05, 265",
    "epigenomics-chameleon-hep-1seq-100k-001.json, eager, critical path, 104.8, 1.02, 41",
    "epigenomics-chameleon-hep-1seq-100k-001.json, layered, layer by layer, 105.8, 1.05, 41",
    "srasearch-chameleon-10a-001.json, eager, critical path, 1005.9, 1.02, 22",
    "srasearch-chameleon-10a-001.json, layered, layer by layer, 1005.9, 1.05, 22",
  })
  void replay_realWorkflow_takesTheTimeOfItsOrder(
      String name, String order, String bound, double seconds, double factor, int tasks) {
    Optional<Path> collection = collection();
    assumeTrue(collection.isPresent(), "no WfCommons instances: set TASKLOOM_WFCOMMONS");
    double speedup = 500;
    double expected = seconds / speedup;
    double most = expected * factor + 0.05;
    double best = Double.POSITIVE_INFINITY;

    // A busy machine can make it slower, never faster: three tries.
    for (int i = 0; i < 3 && best > most; i++) {
      Ended ended =
          new Taskloom(folder)
              .run(
                  "replay",
                  collection.get().resolve(name).toString(),
                  "--speedup",
                  "" + speedup,
                  "--order",
                  order);
      assertEquals(0, ended.exitCode(), ended.err());
      assertTrue(ended.out().startsWith(tasks + " tasks"), ended.out());
      assertTrue(
          ended.out().replaceAll(" +", " ").contains("\n" + bound + " " + seconds + " s"),
          ended.out());
      double makespan = makespan(ended.out());
      assertTrue(makespan >= expected - 0.001, ended.out());
      best = Math.min(best, makespan);
    }

    assertTrue(best <= most, "took " + best + " s, " + bound + " " + expected + " s");
  }

  private static double makespan(String out) {
    Matcher makespan = MAKESPAN.matcher(out);
    assertTrue(makespan.find(), out);
    return Double.parseDouble(makespan.group(1));
  }

  private static Optional<Path> collection() {
    String chosen = System.getenv("TASKLOOM_WFCOMMONS");
    // Tests run in the module's folder.
    Path folder = chosen == null ? Path.of("../../shared/data/wfcommons") : Path.of(chosen);
    assertTrue(chosen == null || Files.isDirectory(folder), "TASKLOOM_WFCOMMONS is no folder");
    return Optional.of(folder).filter(Files::isDirectory);
  }
}
