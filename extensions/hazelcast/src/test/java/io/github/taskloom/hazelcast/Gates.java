package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Where functions on members wait for a test, by a name: all members are in its JVM. A function
 * cannot bring a latch with it.
 */
final class Gates {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();

  private record Gate(CountDownLatch open, AtomicInteger held, AtomicInteger interrupted) {}

  String open() {
    String name = "gate-" + NUMBERS.incrementAndGet();
    GATES.put(name, new Gate(new CountDownLatch(1), new AtomicInteger(), new AtomicInteger()));
    return name;
  }

  /** By a function: waits, and gives how many came before. */
  static int hold(String name) throws InterruptedException {
    Gate gate = GATES.get(name);
    int number = gate.held().incrementAndGet();
    try {
      if (!gate.open().await(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException(name + " was not opened");
      }
    } catch (InterruptedException interrupted) {
      gate.interrupted().incrementAndGet();
      throw interrupted;
    }
    return number;
  }

  static void release(String name) {
    GATES.get(name).open().countDown();
  }

  /** How many functions have come there. */
  static int held(String name) {
    return GATES.get(name).held().get();
  }

  static void awaitHeld(String name, int number) {
    await(name + " is to hold " + number, () -> held(name), number);
  }

  static void awaitInterrupted(String name, int number) {
    await(name + " is to see interrupts", () -> GATES.get(name).interrupted().get(), number);
  }

  /** Waits, for a minute, until there are so many. */
  static void await(String what, IntSupplier count, int number) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    int now = count.getAsInt();
    while (now < number && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      now = count.getAsInt(); // once for each look: it may not stay so
    }
    int last = now;
    assertTrue(last >= number, () -> what + ", and has " + last);
  }
}
