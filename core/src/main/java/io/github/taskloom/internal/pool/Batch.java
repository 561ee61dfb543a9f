package io.github.taskloom.internal.pool;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers that one thread has at hand, first in, first out: it alone adds, any thread takes. So
 * what a thread makes ready is memory of its own as long as no other is out of work, and is not
 * lost to the others when it is held up.
 *
 * <pre>
 *   numbers  [ 9  3  7  .  .  .  .  . ]     head and tail only ever grow; number i stands at
 *                 ^head    ^tail            i % length; a full ring is replaced by a longer one
 *
 *   field     access                    written by      guarded by
 *   numbers   acquire, release          its thread      the tail: it is written first
 *   a place   opaque                    its thread      it is free: tail - head is less than length
 *   tail      plain, volatile           its thread
 *   head      volatile, CAS             the taker
 * </pre>
 *
 * <p>A taker reads the number before its CAS: the place is not written again before the head has
 * gone past it, and then the CAS fails. A ring that was replaced is not written again at all, so a
 * taker that still reads it reads what stood there.
 */
public final class Batch {
  /** How many there is room for at first. */
  public static final int FIRST = 16;

  /** The longest: what is beyond it is shared by all. */
  static final int LONGEST = 4096;

  private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle NUMBERS = field("numbers", int[].class);
  private static final VarHandle HEAD = field("head", long.class);
  private static final VarHandle TAIL = field("tail", long.class);

  private int[] numbers = new int[FIRST];

  private volatile long head;

  @SuppressWarnings("UnusedVariable") // through TAIL
  private volatile long tail;

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, Batch.class, type);
  }

  /**
   * By its thread: adds a number; false if there is no room. The number is there to be taken before
   * its thread reads anything else: a thread that falls asleep says so first, and then looks here.
   */
  public boolean offer(int number) {
    long place = (long) TAIL.get(this);
    int[] ring = numbers;
    if (place - head == ring.length) {
      if (ring.length == LONGEST) {
        return false;
      }
      ring = replace(ring, place);
    }
    PLACES.setOpaque(ring, index(place, ring), number);
    TAIL.setVolatile(this, place + 1);
    return true;
  }

  private int[] replace(int[] full, long end) {
    int[] longer = new int[4 * full.length];
    for (long place = end - full.length; place < end; place++) {
      longer[index(place, longer)] = full[index(place, full)];
    }
    NUMBERS.setRelease(this, longer);
    return longer;
  }

  /** Lengths are powers of two. */
  private static int index(long place, int[] ring) {
    return (int) place & (ring.length - 1);
  }

  /** By any thread: the oldest number, or -1 where there is none. */
  public int take() {
    long place = head;
    while (place < tail) {
      int[] ring = (int[]) NUMBERS.getAcquire(this); // after the tail: it has this place
      int number = (int) PLACES.getOpaque(ring, index(place, ring));
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
    return (int) Math.min(LONGEST, tail - taken);
  }

  /** How many were taken so far. */
  long taken() {
    return head;
  }
}
