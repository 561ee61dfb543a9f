package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.event.MakeControl;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.MakeResumed;
import io.github.taskloom.event.MakeEvent.MakeStopped;
import io.github.taskloom.event.MakeEvent.TaskQueued;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import io.github.taskloom.event.MakeListener;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what makes tell. The lock is held for as long as it takes to write down one event, or to
 * copy what a reader asks for; never while a task, an exception or a function of a user's is asked.
 */
public final class Recorder implements MakeListener {
  private final Options options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RunState state = new RunState();
  private final MakeRecords makes;
  private final TaskRecords tasks;
  private final LateTasks lateTasks;

  /** How many readers wait for a change. */
  private int waiting;

  public Recorder(Options options) {
    this.options = options;
    this.makes = new MakeRecords(state, options);
    this.tasks = new TaskRecords(state);
    this.lateTasks = new LateTasks(state);
  }

  @Override
  public void onEvent(MakeEvent event) {
    switch (event) {
      case MakeBegan begin -> begin(begin);
      case MakePaused pause -> locked(() -> makes.pause(pause));
      case MakeResumed resume -> locked(() -> makes.resume(resume));
      case MakeStopped stop -> stop(stop);
      case MakeEnded end -> locked(() -> makes.end(end));
      case TaskReady ready -> onTask(event, ready.task(), (run, row) -> tasks.ready(ready, row));
      case TaskQueued queued -> onTask(event, queued.task(), (run, row) -> tasks.queued(row));
      case AttemptStarted start -> onStarted(start);
      case AttemptEnded end -> onAttemptEnded(end);
      case TaskSettled settled -> onSettled(settled);
    }
  }

  private void begin(MakeBegan begin) {
    if (read(unused -> makes.isKnown(begin.make().number()))) {
      return; // as begin() finds, too, but this spares the walk
    }
    Beginning beginning = Beginning.of(begin, options);
    locked(() -> makes.begin(beginning));
  }

  private void stop(MakeStopped stop) {
    String why = options.whyOf(stop);
    locked(() -> makes.stop(stop, why));
  }

  private void onStarted(AttemptStarted start) {
    String worker = options.workerOf(start);
    onTask(start, start.task(), (run, row) -> tasks.started(start, worker, run, row));
  }

  private void onAttemptEnded(AttemptEnded end) {
    Throwable cause = end.cause();
    FailureText text = cause == null ? null : options.of(cause);
    String place = end.place();
    String told = place == null ? null : options.text(place, FailureText.LONGEST_MESSAGE);
    onTask(end, end.task(), (run, row) -> tasks.ended(end, text, told, run, row));
  }

  private void onSettled(TaskSettled settled) {
    Throwable why = settled.why();
    FailureText text = why == null || isTold(settled, why) ? null : options.of(why);
    onTask(settled, settled.task(), (run, row) -> tasks.settled(settled, text, run, row));
  }

  /** Whether the last attempt of the task has failed with the same exception. */
  private boolean isTold(TaskSettled settled, Throwable why) {
    lock.lock();
    try {
      MakeRun run = state.running.get(settled.make().number());
      return run != null && run.causes.get(settled.task()) == why;
    } finally {
      lock.unlock();
    }
  }

  private void onTask(MakeEvent event, Task<?> task, OnRow change) {
    long number = event.make().number();
    if (!changed(number, task, change)) {
      // It has come to the graph after the make began, or is beyond what was looked at.
      Beginning.Late late = Beginning.late(task, options);
      locked(() -> lateTasks.add(number, late));
      changed(number, task, change);
    }
  }

  /** False if the task has no row yet. */
  private boolean changed(long number, Task<?> task, OnRow change) {
    lock.lock();
    try {
      MakeRun run = state.running.get(number);
      if (run == null) {
        return true; // it had begun before this was its listener, or is over
      }
      int row = run.rows.get(task);
      if (row == RunData.NONE) {
        return false;
      }
      change.on(run, row);
      tell();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      tell();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    if (waiting > 0) {
      changed.signalAll();
    }
  }

  /** All that is known now, without makes that are older than those to keep. */
  public RunData data(String title) {
    lock.lock();
    try {
      makes.dropOld();
      return state.data(title);
    } finally {
      lock.unlock();
    }
  }

  /** A reader that is told what changes from now on. */
  public Cursor cursor(String title) {
    return new Cursor(this, title);
  }

  /**
   * From now on the tasks of makes are held until the makes are dropped, so that they can be
   * retried. To be called before anything is recorded.
   */
  public void keepTasks() {
    locked(makes::keepTasks);
  }

  /**
   * A task of {@link #keepTasks}.
   *
   * @param epoch of the rows, see {@link Changes#epoch}
   * @return null if there is none, or rows have other numbers since
   */
  public @Nullable Task<?> task(int epoch, int row) {
    lock.lock();
    try {
      List<Task<?>> handles = state.handles;
      if (handles == null || epoch != state.epoch || row < 0 || row >= handles.size()) {
        return null;
      }
      return handles.get(row);
    } finally {
      lock.unlock();
    }
  }

  /** What a make of {@link #keepTasks} was given; empty if it was dropped. */
  public List<Task<?>> goals(long number) {
    return read(unused -> makes.given(number));
  }

  /** Null if there is no such make, or it does not go on. */
  public @Nullable MakeControl control(long number) {
    return read(
        now -> {
          MakeRun run = now.running.get(number);
          return run == null ? null : run.control;
        });
  }

  /** The tasks of a make of {@link #keepTasks} that failed or were cancelled by themselves. */
  public List<Task<?>> failed(long number) {
    return read(unused -> makes.failed(number));
  }

  /** A text as this recording shows texts. */
  public String told(String text) {
    return options.text(text, FailureText.LONGEST_MESSAGE);
  }

  <T extends @Nullable Object> T read(Function<RunState, T> reader) {
    lock.lock();
    try {
      return reader.apply(state);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a row has a later stamp than that, or the time is up. */
  boolean await(Predicate<RunState> isNew, long nanos) throws InterruptedException {
    lock.lock();
    waiting++;
    try {
      long rest = nanos;
      while (!isNew.test(state)) {
        if (rest <= 0) {
          return false;
        }
        rest = changed.awaitNanos(rest);
      }
      return true;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Writes down what an event tells of a task. */
  private interface OnRow {
    void on(MakeRun run, int row);
  }
}
