package io.github.taskloom.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BenchmarkListTest {
  /** Every benchmark is in the list that JMH reads; without it the jar builds well, empty. */
  @Test
  void benchmarkList_built_holdsEveryBenchmark() throws IOException {
    try (var list = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
      assertNotNull(list, "JMH's annotation processor did not run");
      List<String> lines = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      Map<String, Long> perClass =
          lines.stream()
              .collect(
                  Collectors.groupingBy(
                      BenchmarkListTest::className, TreeMap::new, Collectors.counting()));
      assertEquals(
          Map.of(
              "CallbackBenchmark", 1L,
              "MakeBenchmark", 2L,
              "ObservedMakeBenchmark", 1L,
              "PlanBenchmark", 1L,
              "TaskBenchmark", 7L,
              "TransitionBenchmark", 4L),
          perClass);
    }
  }

  private static String className(String line) {
    Matcher matcher = Pattern.compile("benchmarks[.](\\w+) ").matcher(line);
    assertTrue(matcher.find(), line);
    return matcher.group(1);
  }

  /** What is measured is what the names say. */
  @Test
  void bodies_called_doTheirWork() throws InterruptedException {
    var task = new TaskBenchmark();
    assertEquals(TaskState.DONE, task.createAndDispatch());
    assertEquals(TaskState.DONE, task.settleAndWake());
    assertEquals(true, task.completeAndWakeFuture());
    var transitions = new TransitionBenchmark();
    var own = new TransitionBenchmark.Own();
    assertEquals(Light.ON, transitions.transition(own));
    assertEquals(Light.OFF, transitions.transition(own));
    assertEquals(Light.ON, transitions.bareCas(own));
    var plan = new PlanBenchmark();
    plan.edgesPerTask = 2;
    plan.build();
    assertEquals(100, ((List<?>) plan.layers()).size());
  }
}
