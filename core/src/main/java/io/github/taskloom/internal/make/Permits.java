package io.github.taskloom.internal.make;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many tasks a make may have at its executor at a time, and which positions wait until there
 * are fewer.
 */
public final class Permits {
  private final AtomicInteger free;
  private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();

  /** For so many at a time. */
  public Permits(int most) {
    free = new AtomicInteger(most);
  }

  /** Takes one; false if there is none: then the position's turn comes again when there is. */
  public boolean take(Schedule schedule, int position) {
    int now = free.get();
    while (now > 0) {
      int witness = free.compareAndExchange(now, now - 1);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    waiting.add(position); // before the look: a permit that is given back after it finds this
    passOn(schedule);
    return false;
  }

  /** After a turn: a position that was offered a permit may not have needed it. */
  void passOn(Schedule schedule) {
    if (free.get() > 0) {
      offerFirst(schedule);
    }
  }

  /** Gives one back; the first position that waits may try again. */
  public void giveBack(Schedule schedule) {
    free.incrementAndGet();
    offerFirst(schedule);
  }

  private void offerFirst(Schedule schedule) {
    Integer first = waiting.poll();
    if (first != null) {
      schedule.again(first);
    }
  }
}
