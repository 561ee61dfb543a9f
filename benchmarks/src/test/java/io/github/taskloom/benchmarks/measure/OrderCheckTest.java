package io.github.taskloom.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Each engine runs each task of each shape once, after all that it requires. */
  @ParameterizedTest
  @EnumSource(Contender.class)
  void violation_everyEngine_none(Contender contender) throws InterruptedException {
    for (Map.Entry<String, Graph> small : OrderCheck.smallGraphs().entrySet()) {
      try (Engine engine = contender.engine()) {
        assertNull(OrderCheck.violation(engine, small.getValue(), LIMIT), small.getKey());
      }
    }
  }

  /** An engine runs a graph after another: pools are not used up by the first. */
  @ParameterizedTest
  @EnumSource(Contender.class)
  void violation_sameEngineTwice_none(Contender contender) throws InterruptedException {
    try (Engine engine = contender.engine()) {
      assertNull(OrderCheck.violation(engine, Shapes.grid(5, 5), LIMIT));
      assertNull(OrderCheck.violation(engine, Shapes.grid(5, 5), LIMIT));
    }
  }

  /** The check finds an engine that knows no order. */
  @Test
  void violation_backwards_isFound() throws InterruptedException {
    Engine backwards =
        (graph, bodies) ->
            () -> {
              for (int task = graph.tasks() - 1; task >= 0; task--) {
                bodies.apply(task).run();
              }
            };
    assertEquals(
        "task 2 began before 1 ended", OrderCheck.violation(backwards, Shapes.chain(3), LIMIT));
  }

  /** The check finds a task that did not run, and one that ran twice. */
  @Test
  void violation_droppedOrRepeated_isFound() throws InterruptedException {
    Engine nothing = (graph, bodies) -> () -> {};
    assertEquals(
        "task 0 ran 0 times when the run was over",
        OrderCheck.violation(nothing, Shapes.chain(3), LIMIT));
    Engine twice =
        (graph, bodies) ->
            () -> {
              for (int task = 0; task < 2 * graph.tasks(); task++) {
                bodies.apply(task / 2).run();
              }
            };
    assertEquals(
        "task 0 ran 2 times when the run was over",
        OrderCheck.violation(twice, Shapes.independent(3), LIMIT));
  }

  /** An engine that hangs, and one that throws, are told apart from those that work. */
  @Test
  void violation_hangOrFailure_isFound() throws InterruptedException {
    Engine hanging = (graph, bodies) -> () -> new CountDownLatch(1).await();
    assertNotNull(OrderCheck.violation(hanging, Shapes.chain(3), Duration.ofMillis(20)));
    Engine failing =
        (graph, bodies) ->
            () -> {
              throw new IllegalStateException("no");
            };
    assertEquals(
        "failed with java.lang.IllegalStateException: no",
        OrderCheck.violation(failing, Shapes.chain(3), LIMIT));
  }
}
