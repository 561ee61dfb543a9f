package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.file.TaskEntry.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to a run. */
class RunPlanTest {
  private static final String DIAMOND =
      """
      tasks:
        base: {run: one}
        left: {needs: base, run: two}
        right: {needs: base, run: three}
        top: {needs: [left, right]}
        alone: {run: four}
      """;

  private static final String CLEANED =
      """
      tasks:
        up: x
        test: {needs: up, run: x}
        lint: x
        config: x
        down: {needs: [{task: test, if: always}, {task: lint, if: always}, config], run: x}
        told: {needs: {task: down, if: always}, run: x}
        sweep: {if: always, run: x}
        swept: {needs: sweep, if: always, run: x}
      """;

  @TempDir Path folder;

  private RunPlan plan(String yaml, String... targets) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), yaml);
    return RunPlan.of(TaskFileReader.read(file), List.of(targets));
  }

  private static List<String> needs(RunPlan plan, String task) {
    return plan.file().tasks().stream()
        .filter(entry -> entry.name().equals(task))
        .flatMap(entry -> entry.needs().stream())
        .map(Need::name)
        .toList();
  }

  /** A target brings all that it needs and nothing else, in the order of the file. */
  @Test
  void of_targets_bringWhatTheyNeed() throws IOException {
    assertEquals(List.of("base", "left", "right", "top"), plan(DIAMOND, "top").names());
    assertEquals(List.of("base", "right", "alone"), plan(DIAMOND, "alone", "right").names());
    assertEquals(List.of("base", "left", "right", "top", "alone"), plan(DIAMOND).names());
  }

  /** A target that is not there is told with the one that was meant. */
  @Test
  void of_unknownTarget_isRefused() {
    InputException e = assertThrows(InputException.class, () -> plan(DIAMOND, "top", "lfet"));

    assertTrue(
        e.getMessage().endsWith("f.yaml: has no task 'lfet': did you mean 'left'?"),
        e.getMessage());
  }

  /** A clean-up comes with what it is for, and what it needs itself comes with it. */
  @Test
  void of_cleanUps_comeWithWhatTheyAreFor() throws IOException {
    RunPlan plan = plan(CLEANED, "test");

    assertEquals(List.of("up", "test", "config", "down", "told", "sweep", "swept"), plan.names());
    assertEquals(List.of("test", "config"), needs(plan, "down"), "lint is no part of it");
    assertEquals(List.of("told"), needs(plan, "sweep"), "the end of all else");
    assertEquals(4, plan.cleanUps().size());
    assertEquals(
        List.of("config", "sweep", "swept"), plan(CLEANED, "config").names(), "not what needs it");
  }

  /** As a target it does not bring what it is for: to clean up by hand. */
  @Test
  void of_cleanUpAsTarget_comesAlone() throws IOException {
    RunPlan plan = plan(CLEANED, "down");

    assertEquals(List.of("config", "down", "told", "sweep", "swept"), plan.names());
    assertEquals(List.of("config"), needs(plan, "down"));
  }

  /** In a run of all a clean-up without needs comes after the ends. */
  @Test
  void of_all_hasLastOnesAfterTheEnds() throws IOException {
    RunPlan plan = plan(CLEANED);

    assertEquals(List.of("told"), needs(plan, "sweep"));
    assertEquals(List.of("sweep"), needs(plan, "swept"));
    assertEquals(
        List.of("a", "b"), needs(plan("tasks: {a: x, s: {if: always, run: x}, b: x}"), "s"));
    assertEquals(List.of(), needs(plan("tasks: {s: {if: always, run: x}}"), "s"));
  }
}
