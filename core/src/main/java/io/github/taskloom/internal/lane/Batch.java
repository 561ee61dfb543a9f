package io.github.taskloom.internal.lane;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A few numbers that one thread has at hand, first in, first out: it alone adds, any thread takes.
 * So what a thread makes ready is memory of its own as long as no other is out of work, and is not
 * lost to the others when it is held up.
 *
 * <pre>
 *   numbers  [ 9  3  7  .  .  .  .  . ]     head and tail only ever grow; number i is at i % SIZE
 *                 ^head    ^tail
 *
 *   field     access                    written by      guarded by
 *   numbers   opaque                    its thread      the place is free: tail - head is less than SIZE
 *   tail      plain, volatile           its thread
 *   head      volatile, CAS             the taker
 * </pre>
 *
 * <p>A taker reads the number before its CAS: the place is not written again before the head has
 * gone past it, and then the CAS fails.
 */
final class Batch {
  static final int SIZE = 64;

  private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle HEAD = field("head");
  private static final VarHandle TAIL = field("tail");

  private final int[] numbers = new int[SIZE];

  private volatile long head;

  @SuppressWarnings("UnusedVariable") // through TAIL
  private volatile long tail;

  private static VarHandle field(String name) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, Batch.class, long.class);
  }

  /**
   * By its thread: adds a number; false if there is no room. What is read after it was not read
   * before: a thread that falls asleep looks here after it has said so.
   */
  boolean offer(int number) {
    long place = (long) TAIL.get(this);
    if (place - head == SIZE) {
      return false;
    }
    NUMBERS.setOpaque(numbers, (int) (place % SIZE), number);
    TAIL.setVolatile(this, place + 1);
    return true;
  }

  /** By any thread: the oldest number, or -1 where there is none. */
  int take() {
    long place = head;
    while (place < tail) {
      int number = (int) NUMBERS.getOpaque(numbers, (int) (place % SIZE));
      long witness = (long) HEAD.compareAndExchange(this, place, place + 1);
      if (witness == place) {
        return number;
      }
      place = witness;
    }
    return -1;
  }

  /** How many there are. */
  int size() {
    long taken = head; // first: it never passes the tail
    return (int) Math.min(SIZE, tail - taken);
  }

  /** How many were taken so far. */
  long taken() {
    return head;
  }
}
