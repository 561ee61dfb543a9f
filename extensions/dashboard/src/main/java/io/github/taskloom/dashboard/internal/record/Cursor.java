package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.dashboard.internal.data.Changed;
import io.github.taskloom.dashboard.internal.data.EdgeTable;
import io.github.taskloom.dashboard.internal.data.FailureRow;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.NoteRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a reader of a recording is: each look tells what is new since the one before, however long
 * ago that was, with each row at most once. Nothing is kept for a reader but this, so one that is
 * slow or gone costs the recording nothing. For one thread at a time; many may read, each with a
 * cursor of its own.
 *
 * <p>A look holds the lock of the recording for one pass over the stamps of its rows and a copy of
 * what has changed; a first look copies all.
 */
public final class Cursor {
  private final Recorder recorder;
  private final String title;

  private boolean isFirst = true;
  private int epoch;
  private int seen;
  private int makes;
  private int workers;
  private int edges;
  private int failures;
  private int notes;

  Cursor(Recorder recorder, String title) {
    this.recorder = recorder;
    this.title = title;
  }

  /**
   * What is new: all at the first look.
   *
   * @param alsoWhole whether all is wanted, too, of the same moment: for a page that joins those
   *     that are told the changes
   */
  public Changes next(boolean alsoWhole) {
    return recorder.read(state -> look(state, alsoWhole));
  }

  /**
   * Waits until there is something new.
   *
   * @return false if the time was up
   * @throws InterruptedException if it is interrupted
   */
  public boolean await(Duration longest) throws InterruptedException {
    return recorder.await(this::isBehind, longest.toNanos());
  }

  private boolean isBehind(RunState state) {
    return isFirst || epoch != state.epoch || state.lastStamp > seen;
  }

  private Changes look(RunState state, boolean alsoWhole) {
    boolean isWhole = isFirst || epoch != state.epoch;
    Changed since = isWhole ? null : delta(state);
    isFirst = false;
    epoch = state.epoch;
    makes = state.makes.size();
    workers = state.lanes.names().size();
    edges = state.edges.size();
    failures = state.failures.size();
    notes = state.notes.size();
    seen = state.tick++;
    return new Changes(epoch, since, isWhole || alsoWhole ? state.data(title) : null);
  }

  private Changed delta(RunState state) {
    Ints makeRows = new Ints();
    List<MakeRow> changedMakes = new ArrayList<>();
    for (MakeRun make : state.makes) {
      if (make.stamp > seen) {
        makeRows.add(make.index);
        changedMakes.add(make.row());
      }
    }
    Ints taskRows = later(state.taskStamps);
    Ints attemptRows = later(state.attemptStamps);
    EdgeTable newEdges = new EdgeTable();
    for (int row = edges; row < state.edges.size(); row++) {
      newEdges.add(state.edges.from().get(row), state.edges.to().get(row));
    }
    List<String> names = state.lanes.names();
    List<FailureRow> newFailures = state.failures.subList(failures, state.failures.size());
    List<NoteRow> newNotes = state.notes.subList(notes, state.notes.size());
    return new Changed(
        makeRows,
        List.copyOf(changedMakes),
        makes,
        List.copyOf(names.subList(workers, names.size())),
        taskRows,
        state.tasks.at(taskRows),
        newEdges,
        attemptRows,
        state.attempts.at(attemptRows),
        List.copyOf(newFailures),
        List.copyOf(newNotes),
        state.since(System.nanoTime()));
  }

  private Ints later(Ints stamps) {
    Ints rows = new Ints();
    for (int row = 0; row < stamps.size(); row++) {
      if (stamps.get(row) > seen) {
        rows.add(row);
      }
    }
    return rows;
  }
}
