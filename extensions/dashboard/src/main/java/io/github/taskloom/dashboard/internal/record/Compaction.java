package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.EdgeTable;
import io.github.taskloom.dashboard.internal.data.FailureRow;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.NoteRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the rows of makes to drop out of a state, and gives all others new numbers. */
final class Compaction {
  private final RunState state;

  /** New numbers by old ones; -1 for what is dropped. */
  private final int[] makeNow;

  private final int[] taskNow;
  private final int[] attemptNow;

  Compaction(RunState state) {
    this.state = state;
    makeNow = new int[state.makes.size()];
    taskNow = new int[state.tasks.size()];
    attemptNow = new int[state.attempts.size()];
  }

  void run() {
    makes();
    tasks();
    edges();
    attempts();
    texts();
    for (MakeRun make : state.makes) {
      make.parent = now(makeNow, make.parent);
      make.parentTask = now(taskNow, make.parentTask);
      make.goals = renumbered(make.goals, taskNow);
      make.rows.renumber(row -> taskNow[row]);
    }
    state.epoch++;
  }

  private void makes() {
    List<MakeRun> kept = new ArrayList<>();
    for (MakeRun make : state.makes) {
      makeNow[make.index] = make.isToDrop ? RunData.NONE : kept.size();
      if (!make.isToDrop) {
        make.index = kept.size();
        kept.add(make);
      }
    }
    state.makes = kept;
  }

  private void tasks() {
    Ints kept = new Ints();
    Arrays.fill(taskNow, RunData.NONE);
    for (int row = 0; row < taskNow.length; row++) {
      if (makeNow[state.tasks.make().get(row)] != RunData.NONE) {
        taskNow[row] = kept.size();
        kept.add(row);
      }
    }
    TaskTable old = state.tasks.at(kept);
    state.tasks =
        new TaskTable(
            old.name(),
            renumbered(old.make(), makeNow),
            old.state(),
            old.ready(),
            old.settled(),
            renumbered(old.blocker(), taskNow),
            old.layer());
    state.lastAttempt = state.lastAttempt.at(kept);
    state.taskStamps = state.taskStamps.at(kept);
    List<Task<?>> handles = state.handles;
    if (handles != null) {
      List<Task<?>> left = new ArrayList<>(kept.size());
      for (int i = 0; i < kept.size(); i++) {
        left.add(handles.get(kept.get(i)));
      }
      state.handles = left;
    }
  }

  private void edges() {
    EdgeTable old = state.edges;
    EdgeTable kept = new EdgeTable();
    for (int i = 0; i < old.size(); i++) {
      int from = taskNow[old.from().get(i)];
      if (from != RunData.NONE) {
        kept.add(from, taskNow[old.to().get(i)]);
      }
    }
    state.edges = kept;
  }

  private void attempts() {
    Ints kept = new Ints();
    Arrays.fill(attemptNow, RunData.NONE);
    for (int row = 0; row < attemptNow.length; row++) {
      if (taskNow[state.attempts.task().get(row)] != RunData.NONE) {
        attemptNow[row] = kept.size();
        kept.add(row);
      }
    }
    state.attempts = state.attempts.at(kept);
    for (int row = 0; row < state.attempts.size(); row++) {
      state.attempts.task().set(row, taskNow[state.attempts.task().get(row)]);
    }
    state.attemptStamps = state.attemptStamps.at(kept);
    state.lastAttempt = renumbered(state.lastAttempt, attemptNow);
  }

  private void texts() {
    List<FailureRow> failures = new ArrayList<>();
    state.textLength = 0;
    for (FailureRow old : state.failures) {
      int task = taskNow[old.task()];
      if (task != RunData.NONE) {
        failures.add(new FailureRow(task, old.attempt(), old.message(), old.stack()));
        state.textLength += old.message().length() + old.stack().length();
      }
    }
    state.failures = failures;
    List<NoteRow> notes = new ArrayList<>();
    for (NoteRow old : state.notes) {
      int task = taskNow[old.task()];
      if (task != RunData.NONE) {
        notes.add(new NoteRow(task, old.label(), old.text()));
      }
    }
    state.notes = notes;
  }

  private static Ints renumbered(Ints old, int[] now) {
    Ints renumbered = new Ints();
    for (int i = 0; i < old.size(); i++) {
      renumbered.add(now(now, old.get(i)));
    }
    return renumbered;
  }

  private static int now(int[] now, int old) {
    return old == RunData.NONE ? RunData.NONE : now[old];
  }
}
