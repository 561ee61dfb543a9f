package io.github.taskloom.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  /** One sort of body returns nothing, the other an object of its own each time. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 999_999})
  void call_trivialOrFresh_returnsWhatItSays(int task) {
    assertNull(Body.trivial(task).call());
    assertNotNull(Body.fresh(task).call());
    assertNotSame(Body.fresh(task).call(), Body.fresh(task).call());
  }
}
