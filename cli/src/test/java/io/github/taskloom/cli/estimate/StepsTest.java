package io.github.taskloom.cli.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.cli.file.RunPlan;
import io.github.taskloom.cli.file.TaskFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
  private static final String FILE =
      """
      tasks:
        all: {needs: [b, c]}
        b: {needs: a, run: x}
        a: x
        c: {needs: a, run: x}
        alert: {needs: {task: b, if: failed}, run: x}
        told: {needs: alert, run: x}
        after: {needs: {task: alert, if: completed}, run: x}
        sweep: {if: always, run: x}
      """;

  @TempDir Path folder;

  private RunPlan plan(String... targets) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), FILE);
    return RunPlan.of(TaskFileReader.read(file), List.of(targets));
  }

  private static Map<String, Duration> known(String... names) {
    return Arrays.stream(names)
        .collect(
            Collectors.toMap(name -> name, name -> Duration.ofSeconds(name.charAt(0) - 'a' + 1)));
  }

  private static String shown(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(
          "%s phase %d needs %s %ds%s%n"
              .formatted(
                  step.name(),
                  step.phase(),
                  step.needs(),
                  Duration.ofNanos(step.expected()).toSeconds(),
                  step.isRare() ? " rare" : ""));
    }
    return text.toString();
  }

  /**
   * A group takes no time, what is there for a failure is rare, clean-up comes last, and what is
   * not known takes as long as the others usually do.
   */
  @Test
  void of_halfKnown_hasAll() throws IOException {
    assertEquals(
        """
        a phase 0 needs [] 1s
        b phase 0 needs [0] 2s
        c phase 0 needs [0] 3s
        alert phase 0 needs [1] 2s rare
        all phase 0 needs [1, 2] 0s
        told phase 0 needs [3] 2s rare
        after phase 0 needs [3] 2s
        sweep phase 1 needs [4, 5, 6] 2s
        """,
        shown(Steps.of(plan(), false, known("a", "b", "c"))));
  }

  /** Each layer is a phase where it ends before the next one starts. */
  @Test
  void of_layered_hasAPhaseForEach() throws IOException {
    assertEquals(
        """
        a phase 0 needs [] 1s
        b phase 1 needs [0] 2s
        c phase 1 needs [0] 3s
        all phase 2 needs [1, 2] 0s
        sweep phase 5 needs [3] 2s
        """,
        shown(Steps.of(plan("all"), true, known("a", "b", "c"))));
  }

  /** Where fewer than half are known nothing is told; those that are not run do not count. */
  @Test
  void of_fewerThanHalfKnown_isEmpty() throws IOException {
    assertEquals(List.of(), Steps.of(plan(), false, known("a", "b")));
    assertEquals(List.of(), Steps.of(plan(), false, known()));
    assertEquals(List.of(), Steps.of(plan("a"), false, known("b", "c")));
    assertEquals(2, Steps.of(plan("a"), false, known("a")).size());
  }
}
