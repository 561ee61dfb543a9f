package io.github.taskloom.internal.event;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the queue of an {@link EventChannel}: filled once from its start, by any thread, and
 * read once, by the one that delivers.
 *
 * <pre>
 *   field     access               written by
 *   slots     release, acquire     the thread that has claimed the index, once
 *   claimed   volatile             any: how many indices were asked for; may be more than there are
 *   next      volatile             the first thread that found this one full
 * </pre>
 */
final class EventChunk {
  static final int SIZE = 512;

  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle CLAIMED =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "claimed", VarHandle.class, EventChunk.class, int.class);
  private static final VarHandle NEXT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "next", VarHandle.class, EventChunk.class, EventChunk.class);

  /** Counted from 0. */
  final long number;

  private final @Nullable Object[] slots = new Object[SIZE];

  @SuppressWarnings("UnusedVariable") // through CLAIMED
  private volatile int claimed;

  private volatile @Nullable EventChunk next;

  EventChunk(long number) {
    this.number = number;
  }

  /** False if it is full. */
  boolean put(Object event) {
    if ((int) CLAIMED.getOpaque(this) >= SIZE) { // or the count of those who failed would overflow
      return false;
    }
    int index = (int) CLAIMED.getAndAdd(this, 1);
    if (index >= SIZE) {
      return false;
    }
    SLOTS.setRelease(slots, index, event);
    return true;
  }

  /**
   * By the delivering thread: hands over what is there from an index on.
   *
   * @return the index of what is not there yet; SIZE at the end
   */
  int forEachFrom(int index, Consumer<Object> action) {
    @Nullable Object[] all = slots; // one look: the field stands beside the one that others write
    int next = index;
    while (next < SIZE) {
      Object event = SLOTS.getAcquire(all, next);
      if (event == null) {
        break;
      }
      next++;
      action.accept(event);
    }
    return next;
  }

  /** Whether a thread has claimed an index from this one on, here or in what follows. */
  boolean isClaimedFrom(int index) {
    return Math.min(claimed, SIZE) > index || next != null;
  }

  @Nullable EventChunk next() {
    return next;
  }

  /** The one that follows, which is made if there is none. */
  EventChunk nextOrNew() {
    EventChunk present = next;
    if (present == null) {
      EventChunk fresh = new EventChunk(number + 1);
      EventChunk witness = (EventChunk) NEXT.compareAndExchange(this, null, fresh);
      present = witness == null ? fresh : witness;
    }
    return present;
  }
}
