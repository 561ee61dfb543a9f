package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunnerTest {

  private static Runner inside(Runner outer) {
    return new Runner(outer, Thread.currentThread());
  }

  /** A caller's thread goes on as it was: what a task has set there is taken back, and told. */
  @Test
  void restore_ofACallersThread_givesAllBack() {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    ClassLoader loader = thread.getContextClassLoader();
    AtomicInteger told = new AtomicInteger();
    Runner runner = Runner.ofCaller(null, told::incrementAndGet);
    thread.setName("set by a task");
    thread.setContextClassLoader(null);
    thread.interrupt();

    runner.restore();

    assertEquals(name, thread.getName());
    assertSame(loader, thread.getContextClassLoader());
    assertFalse(Thread.interrupted());
    assertEquals(1, told.get());
    runner.restore();
    assertEquals(1, told.get());
  }

  /** How many functions of this thread are around, each in the one before. */
  @Test
  void isWithin_functions_countsThoseOfItsThread() {
    Runner elsewhere = new Runner(null, new Thread());
    Runner inner = inside(inside(inside(elsewhere)));

    assertTrue(inner.isWithin(0));
    assertTrue(inner.isWithin(2));
    assertFalse(inner.isWithin(3));
  }
}
