package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunnerTest {

  private static Runner inside(Runner outer) {
    return new Runner(outer, Thread.currentThread());
  }

  /** One is at work for itself and for all around it, not for what is inside or beside. */
  @Test
  void isWithin_nested_holdsOutwards() {
    Runner outermost = new Runner(null, Thread.currentThread());
    Runner middle = inside(outermost);
    Runner innermost = inside(middle);
    Runner beside = inside(outermost);

    assertTrue(innermost.isWithin(innermost));
    assertTrue(innermost.isWithin(outermost));
    assertFalse(outermost.isWithin(innermost));
    assertFalse(innermost.isWithin(beside));
  }
}
