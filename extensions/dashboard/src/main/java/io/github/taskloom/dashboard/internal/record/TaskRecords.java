package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.State;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what events tell of tasks. Called with the lock held. An event that two listeners
 * tell changes nothing the second time.
 */
final class TaskRecords {
  private final RunState state;

  TaskRecords(RunState state) {
    this.state = state;
  }

  void ready(TaskReady ready, int row) {
    long now = state.since(ready.nanos());
    if (isOld(row, now)) {
      return;
    }
    state.tasks.ready().set(row, now);
    state.tasks.settled().set(row, RunData.UNKNOWN);
    state.tasks.blocker().set(row, RunData.NONE);
    state.state(row, State.PENDING);
  }

  /** Whether the task has turned ready or settled later than that. */
  private boolean isOld(int row, long nanos) {
    return nanos <= state.tasks.settled().get(row) || nanos <= state.tasks.ready().get(row);
  }

  void queued(int row) {
    if (state.tasks.state().get(row) == State.PENDING) {
      state.state(row, State.QUEUED);
    }
  }

  void started(AttemptStarted start, String thread, MakeRun make, int row) {
    long now = state.since(start.nanos());
    int last = state.lastAttempt.get(row);
    if (last != RunData.NONE && now <= state.attempts.started().get(last)) {
      return;
    }
    if (state.tasks.ready().get(row) == RunData.UNKNOWN) {
      state.tasks.ready().set(row, state.since(start.readySince()));
    }
    int worker = state.lanes.begin(start.threadId(), thread, make.parentNumber != 0, now);
    state.addAttempt(row, start.attempt(), now, worker, State.RUNNING);
    state.state(row, State.RUNNING);
  }

  void ended(
      AttemptEnded end, @Nullable FailureText text, @Nullable String place, MakeRun make, int row) {
    int attempt = state.lastAttempt.get(row);
    long started = state.since(end.startedNanos());
    if (attempt == RunData.NONE || state.attempts.started().get(attempt) < started) {
      // Its start was dropped.
      attempt = state.addAttempt(row, end.attempt(), started, RunData.NONE, State.RUNNING);
    } else if (state.attempts.state().get(attempt) != State.RUNNING) {
      return;
    }
    byte now = State.of(end.state());
    state.endAttempt(attempt, state.since(end.nanos()), now);
    state.state(row, end.nextIn() == null ? now : State.PENDING);
    if (place != null) {
      state.addNotes(row, Map.of("attempt " + end.attempt() + " ran on", place));
    }
    Throwable cause = end.cause();
    if (cause != null && text != null) {
      make.causes.put(end.task(), cause);
      state.addFailure(row, end.attempt(), text);
    }
  }

  void settled(TaskSettled settled, @Nullable FailureText text, MakeRun make, int row) {
    long now = state.since(settled.nanos());
    make.causes.remove(settled.task());
    if (now <= state.tasks.settled().get(row)) {
      return;
    }
    state.tasks.settled().set(row, now);
    Task<?> blocker = settled.blocker();
    state.tasks.blocker().set(row, blocker == null ? RunData.NONE : make.rows.get(blocker));
    state.state(row, State.of(settled.state()));
    if (text != null) {
      state.addFailure(row, 0, text);
    }
  }
}
