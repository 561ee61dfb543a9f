package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.AttemptTable;
import io.github.taskloom.dashboard.internal.data.EdgeTable;
import io.github.taskloom.dashboard.internal.data.FailureRow;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.NoteRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a recording. One lock guards all: its holder may read and change what is here, and
 * calls nothing of a user's.
 */
final class RunState {
  /** Texts of failures: when these are so many characters, further ones have no stack trace. */
  private static final long MOST_TEXT = 64 << 20;

  private static final int SHORT_MESSAGE = 500;

  @Nullable Instant began;
  long base;

  final Lanes lanes = new Lanes();
  final Map<Long, MakeRun> running = new HashMap<>();
  List<MakeRun> makes = new ArrayList<>();
  TaskTable tasks = new TaskTable();
  EdgeTable edges = new EdgeTable();
  AttemptTable attempts = new AttemptTable();
  List<FailureRow> failures = new ArrayList<>();
  List<NoteRow> notes = new ArrayList<>();
  long textLength;

  /** The last attempt of each task. */
  Ints lastAttempt = new Ints();

  /** The tasks themselves, row by row, where those are to be kept. */
  @Nullable List<Task<?>> handles;

  /** The same as long as rows keep their numbers: after that, readers begin anew. */
  int epoch;

  /** Goes on with each look of a reader: a row with a later stamp is new to it. */
  int tick = 1;

  /** The latest stamp. */
  int lastStamp;

  Ints taskStamps = new Ints();
  Ints attemptStamps = new Ints();

  private int stamp() {
    lastStamp = tick;
    return tick;
  }

  long since(long nanos) {
    return nanos - base;
  }

  int addTask(MakeRun make, Task<?> task, String name, byte state, int layer) {
    int row = tasks.size();
    tasks.add(name, make.index, state, RunData.UNKNOWN, RunData.UNKNOWN, RunData.NONE, layer);
    lastAttempt.add(RunData.NONE);
    taskStamps.add(stamp());
    make.rowCount++;
    if (handles != null) {
      handles.add(task);
    }
    return row;
  }

  int addAttempt(int task, int number, long started, int worker, byte state) {
    int row = attempts.size();
    attempts.add(task, number, started, RunData.UNKNOWN, worker, state);
    attemptStamps.add(stamp());
    lastAttempt.set(task, row);
    return row;
  }

  void state(int task, byte state) {
    tasks.state().set(task, state);
    taskStamps.set(task, stamp());
  }

  void endAttempt(int attempt, long ended, byte state) {
    attempts.ended().set(attempt, ended);
    attempts.state().set(attempt, state);
    attemptStamps.set(attempt, stamp());
    int worker = attempts.worker().get(attempt);
    if (worker != RunData.NONE) {
      lanes.end(worker, ended);
    }
  }

  void addFailure(int task, int attempt, FailureText text) {
    boolean fits = textLength + text.length() <= MOST_TEXT;
    String message = text.message();
    String stack = text.stack();
    if (!fits) {
      message = message.substring(0, Math.min(message.length(), SHORT_MESSAGE));
      stack = stack.isEmpty() ? "" : "[left out: the recording has as many texts as it keeps]";
    }
    textLength += message.length() + stack.length();
    failures.add(new FailureRow(task, attempt, message, stack));
  }

  void addNotes(int task, Map<String, String> of) {
    of.forEach((label, text) -> notes.add(new NoteRow(task, label, text)));
  }

  void changed(MakeRun make) {
    make.stamp = stamp();
  }

  /** All that is known, not to be changed by what comes. */
  RunData data(String title) {
    List<MakeRow> rows = new ArrayList<>(makes.size());
    long last = makes.isEmpty() ? RunData.UNKNOWN : 0;
    for (MakeRun make : makes) {
      rows.add(make.row());
      boolean goesOn = make.ended == RunData.UNKNOWN || last == RunData.UNKNOWN;
      last = goesOn ? RunData.UNKNOWN : Math.max(last, make.ended);
    }
    return new RunData(
        title,
        began == null ? Instant.EPOCH : began,
        last,
        rows,
        lanes.names(),
        tasks.copy(),
        edges.copy(),
        attempts.copy(),
        failures,
        notes);
  }
}
