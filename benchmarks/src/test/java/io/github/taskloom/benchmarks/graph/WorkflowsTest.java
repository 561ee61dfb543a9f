package io.github.taskloom.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsTest {
  @TempDir private Path folder;

  /** Tasks in any order, their edges, and times shortened to the wanted path. */
  @Test
  void read_smallWorkflow_hasItsEdgesAndShortenedTimes() throws IOException {
    Path file = folder.resolve("small.json");
    Files.writeString(
        file,
        """
        {"workflow": {
          "specification": {"tasks": [
            {"id": "last", "parents": ["left", "right"]},
            {"id": "first", "parents": []},
            {"id": "left", "parents": ["first"]},
            {"id": "right", "parents": ["first"]}]},
          "execution": {"tasks": [
            {"id": "first", "runtimeInSeconds": 1.0},
            {"id": "left", "runtimeInSeconds": 6.0},
            {"id": "right", "runtimeInSeconds": 2.0},
            {"id": "last", "runtimeInSeconds": 3.0}]}}}
        """);
    Graph graph = Workflows.read(file, 1_000_000);
    assertEquals(4, graph.tasks());
    assertEquals(4, graph.edges());
    assertEquals(0, graph.degree(0));
    assertEquals(2, graph.degree(3));
    assertEquals(1_000_000, (double) graph.pathNanos(), 10);
    assertEquals(1_200_000, (double) graph.totalNanos(), 10);
  }
}
