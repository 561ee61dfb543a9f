package io.github.taskloom.internal.lane;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The numbers of a range, handed out once each, in order, to any number of threads. */
public final class Claims {
  private static final VarHandle NEXT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "next", VarHandle.class, Claims.class, long.class);

  private final int end;

  /** A long: threads that find nothing left still count it up. */
  private volatile long next;

  /** Hands out {@code start} to {@code end - 1}. */
  public Claims(int start, int end) {
    this.end = end;
    NEXT.set(this, (long) start); // plain: published by whatever publishes this object
  }

  /** The next number, or -1 when nothing is left. */
  public int claim() {
    if (next >= end) {
      return -1;
    }
    long claimed = (long) NEXT.getAndAdd(this, 1L);
    return claimed < end ? (int) claimed : -1;
  }

  /** How many are left. */
  public int left() {
    return (int) Math.max(0, end - next);
  }

  /** Hands out nothing more. */
  public void close() {
    NEXT.getAndAdd(this, (long) end);
  }
}
