package io.github.taskloom.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.cli.replay.Workflow.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

  /** The bounds of a graph where a barrier costs: the long task stands beside the long way. */
  @Test
  void bounds_smallGraph_areExact() {
    Workflow workflow =
        new Workflow(
            List.of(
                new Step("a", 1, List.of()),
                new Step("b", 10, List.of("a")),
                new Step("c", 5, List.of()),
                new Step("d", 5, List.of("c")),
                new Step("e", 2, List.of("d"))));

    Replay replay = Replay.of(Path.of("w.json"), workflow, 1);

    assertEquals(12, replay.criticalPath());
    assertEquals(17, replay.layerByLayer());
    assertEquals(23, replay.sum());
    assertEquals(3, replay.layers().size());
  }
}
