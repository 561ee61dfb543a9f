package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.State;

/** Writes down tasks that turn up while their make goes on. Called with the lock held. */
final class LateTasks {
  private final RunState state;

  LateTasks(RunState state) {
    this.state = state;
  }

  /** A task that was not found when the make began. */
  void add(long number, Beginning.Late late) {
    MakeRun make = state.running.get(number);
    if (make == null || make.rows.get(late.task()) != RunData.NONE) {
      return;
    }
    int layer = 0;
    for (Task<?> one : late.before()) {
      int required = make.rows.get(one);
      if (required != RunData.NONE) {
        layer = Math.max(layer, state.tasks.layer().get(required) + 1);
      }
    }
    int row = state.addTask(make, late.task(), late.name(), State.PENDING, layer);
    make.rows.put(late.task(), row);
    // An edge is written down with the later one of its ends: so it is there once.
    for (Task<?> one : late.before()) {
      addEdge(make.rows.get(one), row);
    }
    for (Task<?> one : late.behind()) {
      addEdge(row, make.rows.get(one));
    }
    state.addNotes(row, late.notes());
  }

  private void addEdge(int from, int to) {
    if (from != RunData.NONE && to != RunData.NONE && from != to) {
      state.edges.add(from, to);
    }
  }
}
