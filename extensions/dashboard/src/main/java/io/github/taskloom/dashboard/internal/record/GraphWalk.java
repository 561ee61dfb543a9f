package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.EdgeTable;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.RunData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The tasks of a make: its goals and what they require, what is required first. Beyond what had
 * settled when it was looked at, it goes on only until it has seen so many of these.
 *
 * <p>It walks while the make goes on, and so reads states and edges as they are at that moment.
 */
final class GraphWalk {
  final List<Task<?>> tasks = new ArrayList<>();
  final TaskRows places = new TaskRows();
  final EdgeTable edges = new EdgeTable();
  final Ints layers = new Ints();
  int depth;

  private final int mostSettled;
  private int settled;
  private final Deque<Frame> path = new ArrayDeque<>();

  /** Entered and not left: an edge that was put in meanwhile may lead back to one of these. */
  private final Set<Identity> entered = new HashSet<>();

  private GraphWalk(int mostSettled) {
    this.mostSettled = mostSettled;
  }

  static GraphWalk from(List<Task<?>> goals, int mostSettled) {
    GraphWalk walk = new GraphWalk(mostSettled);
    for (Task<?> goal : goals) {
      walk.enter(goal);
      walk.drain();
    }
    return walk;
  }

  private void drain() {
    while (true) {
      Frame frame = path.peek();
      if (frame == null) {
        return;
      }
      if (frame.next.hasNext()) {
        enter(frame.next.next());
      } else {
        path.pop();
        leave(frame);
      }
    }
  }

  private void enter(Task<?> task) {
    if (places.get(task) != RunData.NONE || !entered.add(new Identity(task))) {
      return;
    }
    List<Task<?>> before = List.of();
    if (!task.state().isSettled() || settled++ < mostSettled) {
      before = task.prerequisites();
    }
    path.push(new Frame(task, before, before.iterator()));
  }

  private void leave(Frame frame) {
    entered.remove(new Identity(frame.task));
    int place = tasks.size();
    int layer = 0;
    for (Task<?> one : frame.before) {
      int required = places.get(one);
      if (required != RunData.NONE) {
        edges.add(required, place);
        layer = Math.max(layer, layers.get(required) + 1);
      }
    }
    tasks.add(frame.task);
    places.put(frame.task, place);
    layers.add(layer);
    depth = Math.max(depth, layer + 1);
  }

  private record Frame(Task<?> task, List<Task<?>> before, Iterator<Task<?>> next) {}

  /** A task, told from others by what it is, whatever its class calls equal. */
  private record Identity(Task<?> task) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Identity that && that.task == task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }
  }
}
