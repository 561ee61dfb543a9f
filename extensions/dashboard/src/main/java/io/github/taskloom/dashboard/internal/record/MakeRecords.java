package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.EdgeTable;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.State;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.MakeResumed;
import io.github.taskloom.event.MakeEvent.MakeStopped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down begin, stop and end of makes, and lets go of old ones. Called with the lock held. */
final class MakeRecords {
  private final RunState state;
  private final Options options;

  /** Those that have ended and are kept, the oldest first. */
  private final Deque<MakeRun> over = new ArrayDeque<>();

  private long weightToDrop;

  MakeRecords(RunState state, Options options) {
    this.state = state;
    this.options = options;
  }

  void begin(Beginning beginning) {
    var begin = beginning.begin();
    if (isKnown(begin.make().number())) {
      return; // told by two listeners
    }
    if (state.began == null) {
      state.began = begin.make().began();
      state.base = begin.make().beganNanos();
    }
    GraphWalk walk = beginning.walk();
    MakeRun make = new MakeRun(begin, state.since(begin.make().beganNanos()), walk);
    make.index = state.makes.size();
    state.changed(make);
    state.makes.add(make);
    int first = state.tasks.size();
    for (int i = 0; i < walk.tasks.size(); i++) {
      int row =
          state.addTask(
              make,
              walk.tasks.get(i),
              beginning.names().get(i),
              beginning.states().get(i),
              walk.layers.get(i));
      state.addNotes(row, beginning.notes().get(i));
    }
    walk.places.renumber(place -> first + place);
    EdgeTable found = walk.edges;
    for (int i = 0; i < found.size(); i++) {
      state.edges.add(first + found.from().get(i), first + found.to().get(i));
    }
    for (Task<?> goal : begin.goals()) {
      make.goals.add(make.rows.get(goal));
    }
    if (state.handles != null) {
      make.given = begin.goals();
    }
    state.running.put(make.number, make);
    nest(make);
  }

  /** Finds the make inside of which this one runs, and those that run inside of it. */
  private void nest(MakeRun make) {
    for (MakeRun other : state.makes) {
      if (other.number == make.parentNumber) {
        putUnder(make, other);
      } else if (other.parentNumber == make.number) { // told by another thread, and earlier
        putUnder(other, make);
      }
    }
  }

  private void putUnder(MakeRun make, MakeRun parent) {
    make.parent = parent.index;
    Task<?> caller = make.caller;
    if (caller != null) {
      make.parentTask = parent.rows.get(caller);
    }
    make.caller = null;
    state.changed(make);
  }

  void pause(MakePaused pause) {
    MakeRun make = state.running.get(pause.make().number());
    if (make != null && !make.paused) {
      make.paused = true;
      make.pauses.add(state.since(pause.nanos()));
      state.changed(make);
    }
  }

  void resume(MakeResumed resume) {
    MakeRun make = state.running.get(resume.make().number());
    if (make != null) {
      goOn(make, state.since(resume.nanos()));
    }
  }

  private void goOn(MakeRun make, long now) {
    if (make.paused) {
      make.paused = false;
      make.pauses.add(now);
      state.changed(make);
    }
  }

  void stop(MakeStopped stop, String why) {
    MakeRun make = state.running.get(stop.make().number());
    if (make != null && make.stopped == null) {
      make.stopped = why;
      make.stoppedAt = state.since(stop.nanos());
      goOn(make, make.stoppedAt);
      state.changed(make);
    }
  }

  void end(MakeEnded end) {
    MakeRun make = state.running.remove(end.make().number());
    if (make == null) {
      return;
    }
    make.ended = state.since(end.nanos());
    make.dropped = end.dropped();
    goOn(make, make.ended);
    make.rows.forEach((task, row) -> close(make, task, row));
    make.rows = new TaskRows();
    make.causes.clear();
    make.caller = null;
    make.control = null; // it holds the make
    state.changed(make);
    over.add(make);
    if (over.size() > options.keep()) {
      MakeRun oldest = over.remove();
      oldest.isToDrop = true;
      weightToDrop += oldest.rowCount + 1;
      // Not each time: so each row is moved a bounded number of times.
      if (weightToDrop * 2 >= state.tasks.size() + state.makes.size()) {
        dropOld();
      }
    }
  }

  /** Of what events have not told, the task itself knows how it stands. */
  private void close(MakeRun make, Task<?> task, int row) {
    byte now = State.of(task.state());
    int attempt = state.lastAttempt.get(row);
    boolean isOpen =
        attempt != RunData.NONE && state.attempts.state().get(attempt) == State.RUNNING;
    if (isOpen) {
      state.endAttempt(attempt, make.ended, now);
    }
    if (isOpen || make.dropped > 0) {
      state.state(row, now);
    }
  }

  boolean isKnown(long number) {
    return state.running.containsKey(number) || find(number) != null;
  }

  List<Task<?>> given(long number) {
    MakeRun make = find(number);
    return make == null ? List.of() : make.given;
  }

  List<Task<?>> failed(long number) {
    List<Task<?>> failed = new ArrayList<>();
    MakeRun make = find(number);
    List<Task<?>> handles = state.handles;
    if (make != null && handles != null) {
      for (int row = 0; row < state.tasks.size(); row++) {
        byte now = state.tasks.state().get(row);
        boolean hasFailed = now == State.FAILED || now == State.CANCELLED;
        if (hasFailed
            && state.tasks.make().get(row) == make.index
            && state.tasks.blocker().get(row) == RunData.NONE) {
          failed.add(handles.get(row));
        }
      }
    }
    return failed;
  }

  private @Nullable MakeRun find(long number) {
    for (int i = state.makes.size(); i-- > 0; ) {
      if (state.makes.get(i).number == number) {
        return state.makes.get(i);
      }
    }
    return null;
  }

  void keepTasks() {
    if (!state.makes.isEmpty()) {
      throw new IllegalStateException("some makes are recorded already, without their tasks");
    }
    state.handles = new ArrayList<>();
  }

  /** Takes out the rows of makes that are not to be kept; all others move up. */
  void dropOld() {
    if (weightToDrop > 0) {
      weightToDrop = 0;
      new Compaction(state).run();
    }
  }
}
