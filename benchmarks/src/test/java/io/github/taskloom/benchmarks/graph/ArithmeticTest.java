package io.github.taskloom.benchmarks.graph;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArithmeticTest {
  /** It computes and gives nothing, as all bodies. */
  @Test
  void call_anyNumber_isNull() {
    assertNull(new Arithmetic(0).call());
    assertNull(new Arithmetic(1_000).call());
  }

  /** Six operations that depend on each other take some cycles: the JIT has not left them out. */
  @Test
  void nanosPerIteration_isPlausible() {
    double nanos = Arithmetic.nanosPerIteration();
    assertTrue(nanos > 0.3 && nanos < 1_000, () -> nanos + " ns");
  }
}
