package io.github.taskloom.dashboard.internal.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Where attempts run: a lane is a worker with one attempt at a time. A thread with a name of its
 * own has its own lane. A virtual thread may live for one attempt alone, so these share lanes: each
 * takes the first one that is free. A nested make in the thread of the task that called it is in
 * that task's lane.
 *
 * <p>For one thread at a time. At most {@value #MOST_NAMED} threads have their own.
 */
final class Lanes {
  private static final int MOST_NAMED = 1000;
  private static final int LOOKED_AT = 8;

  private final List<Lane> lanes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<Long, Lane> named = new HashMap<>();
  private final Map<Long, Lane> busy = new HashMap<>();
  private final PriorityQueue<Lane> free =
      new PriorityQueue<>((one, other) -> Integer.compare(one.index, other.index));

  /** The names of all lanes, in their order; it grows. */
  List<String> names() {
    return names;
  }

  /**
   * The lane for an attempt that begins now.
   *
   * @param name of a lane of the thread's own; empty for one that is shared
   * @param nested whether the attempt may be inside of one in the same thread
   */
  int begin(long thread, String name, boolean nested, long nanos) {
    Lane lane = nested ? busy.get(thread) : null;
    if (lane == null) {
      lane = name.isEmpty() ? shared(nanos) : own(thread, name, nanos);
    }
    lane.open++;
    lane.thread = thread;
    busy.put(thread, lane);
    return lane.index;
  }

  /** The attempt in a lane has ended. */
  void end(int index, long nanos) {
    Lane lane = lanes.get(index);
    lane.freeSince = nanos;
    if (--lane.open == 0) {
      busy.remove(lane.thread, lane);
      if (!lane.isOwn) {
        free.add(lane);
      }
    }
  }

  private Lane own(long thread, String name, long nanos) {
    Lane known = named.get(thread);
    if (known == null && named.size() < MOST_NAMED) {
      known = add(name, true);
      named.put(thread, known);
    }
    return known == null || known.open > 0 ? shared(nanos) : known;
  }

  /** The first lane that was free at that time: what is told late is no second one in a lane. */
  private Lane shared(long nanos) {
    List<Lane> later = new ArrayList<>(0);
    Lane found = null;
    while (found == null && !free.isEmpty() && later.size() < LOOKED_AT) {
      Lane lane = free.remove();
      if (lane.freeSince <= nanos) {
        found = lane;
      } else {
        later.add(lane);
      }
    }
    free.addAll(later);
    return found == null ? add("worker " + (lanes.size() + 1) + " (virtual)", false) : found;
  }

  private Lane add(String name, boolean isOwn) {
    Lane lane = new Lane(lanes.size(), isOwn);
    lanes.add(lane);
    names.add(name);
    return lane;
  }

  private static final class Lane {
    final int index;
    final boolean isOwn;
    int open;
    long thread;
    long freeSince = Long.MIN_VALUE;

    Lane(int index, boolean isOwn) {
      this.index = index;
      this.isOwn = isOwn;
    }
  }
}
