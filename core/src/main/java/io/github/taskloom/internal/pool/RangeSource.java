package io.github.taskloom.internal.pool;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The numbers of a range, handed out once each, in order, to any number of threads. */
public final class RangeSource implements WorkSource {
  private static final VarHandle NEXT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "next", VarHandle.class, RangeSource.class, long.class);

  private final int start;
  private final int end;

  /** A long: threads that find nothing left still count it up. */
  private volatile long next;

  /** Hands out {@code start} to {@code end - 1}. */
  public RangeSource(int start, int end) {
    this.start = start;
    this.end = end;
    NEXT.set(this, (long) start); // plain: published by whatever publishes this object
  }

  @Override
  public int claim(boolean mayLeave) {
    return tryClaim(null);
  }

  @Override
  public int tryClaim(@Nullable Batch own) {
    if (next >= end) {
      return -1;
    }
    long claimed = (long) NEXT.getAndAdd(this, 1L);
    return claimed < end ? (int) claimed : -1;
  }

  @Override
  public int left() {
    return (int) Math.max(0, end - next);
  }

  @Override
  public boolean mayGrow() {
    return false;
  }

  @Override
  public long claimed() {
    return Math.min(next, end) - start;
  }

  @Override
  public void kept(int count) {} // what is kept is no part of the range

  @Override
  public void offer(int number) {
    throw new UnsupportedOperationException("Numbers are handed out in order: " + number);
  }

  @Override
  public void finish(int count) {} // the range alone decides when it is over

  @Override
  public boolean isOver() {
    return next >= end;
  }

  @Override
  public void parkUntilLeft() {} // what is not left now never will be

  @Override
  public void close() {
    NEXT.getAndAdd(this, (long) end);
  }
}
