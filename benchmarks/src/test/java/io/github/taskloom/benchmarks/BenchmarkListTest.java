package io.github.taskloom.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.taskloom.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchmarkListTest {
  /** Every benchmark is in the list that JMH reads; without it the jar builds well, empty. */
  @Test
  void benchmarkList_built_holdsEveryBenchmark() throws IOException {
    try (var list = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
      assertNotNull(list, "JMH's annotation processor did not run");
      List<String> lines = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertEquals(3, lines.size(), lines::toString);
      for (String benchmark : List.of("bareCas", "transition", "createAndDispatch")) {
        assertEquals(1, lines.stream().filter(line -> line.contains(benchmark + " ")).count());
      }
    }
  }

  /** What is measured is what the names say: the light is switched to and fro, the task is made. */
  @Test
  void bodies_called_doTheirWork() {
    var benchmark = new SingleTaskBenchmark();
    assertEquals(
        List.of("ON", "OFF"),
        Stream.generate(benchmark::transition).limit(2).map(Object::toString).toList());
    assertEquals(
        List.of("OFF", "ON"),
        Stream.generate(benchmark::bareCas).limit(2).map(Object::toString).toList());
    assertEquals(TaskState.DONE, benchmark.createAndDispatch());
  }
}
