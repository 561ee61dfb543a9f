package io.github.taskloom.internal.make;

import io.github.taskloom.PlacedStage;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeControl;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.internal.flight.Flight;
import io.github.taskloom.internal.flight.Flights;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.RunnerMake;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What those who observe one make are told, its observer before its listeners: each attempt that
 * has begun ends, whichever thread has settled the task, and whether or not the make has waited for
 * that.
 */
final class ObservedMake implements RunnerMake {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final @Nullable Runner within;
  private final @Nullable MakeObserver observer;
  private final @Nullable MakeEvents events;
  private final @Nullable Flight flight;

  private final OpenAttempts open = new OpenAttempts();

  private ObservedMake(
      @Nullable MakeObserver observer, @Nullable MakeListeners listeners, @Nullable Runner within) {
    this.observer = observer;
    this.within = within;
    this.events = listeners == null ? null : new MakeEvents(listeners, number, within);
    this.flight = Flights.isWorthALook() ? flight() : null;
  }

  private @Nullable Flight flight() {
    Runner parent = within == null ? null : within.atWork();
    TaskNode<?> caller = parent == null ? null : parent.task();
    return Flights.ofMake(
        number, parent == null ? 0 : parent.make(), caller == null ? null : caller.name());
  }

  /**
   * By the caller; null where none observes.
   *
   * @param within what the make is called in
   */
  static @Nullable ObservedMake of(MakeOptions how, @Nullable Runner within) {
    MakeListeners listeners = MakeListeners.ofMake(how.listeners());
    if (how.observer() == null && listeners == null && !Flights.isWorthALook()) {
      return null;
    }
    ObservedMake observed = new ObservedMake(how.observer(), listeners, within);
    return how.observer() == null && listeners == null && observed.flight == null ? null : observed;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void given(TaskNode<?> task, int attempt, CompletionStage<?> stage) {
    if (events != null && stage instanceof PlacedStage<?> placed) {
      events.placed(task, attempt, placed);
    }
  }

  /** By the caller, before any other thread knows of the make. */
  void begins(Schedule schedule, @Nullable MakeControl control) {
    if (observer != null) {
      Runner parent = within == null ? null : within.atWork();
      observer.makeBegins(number, schedule.given(), parent == null ? null : parent.task());
    }
    if (events != null && control != null) {
      events.begins(schedule.given(), schedule.size(), control);
    }
    if (flight != null) {
      flight.begins(() -> name(schedule.given()), schedule.size().tasks());
    }
  }

  private static String name(Collection<? extends TaskNode<?>> goals) {
    TaskNode<?> first = goals.iterator().next();
    return goals.size() == 1 ? first.name() : first.name() + " and " + (goals.size() - 1) + " more";
  }

  /** By the thread that goes on, or one that has settled what the task requires. */
  void ready(TaskNode<?> task, long nanos) {
    if (events != null) {
      events.ready(task, nanos);
    }
    if (flight != null) {
      flight.waits(task, task.status().attempt(), null);
    }
  }

  /** By the thread that goes on: so many are, each to be had by its number, now or later. */
  void ready(int count, IntFunction<TaskNode<?>> tasks, long nanos) {
    if (events != null) {
      events.ready(count, tasks, nanos);
    }
    if (flight != null && flight.asksForWaits()) {
      for (int i = 0; i < count; i++) {
        TaskNode<?> task = tasks.apply(i);
        flight.waits(task, task.status().attempt(), null);
      }
    }
  }

  /** Whether it has to be told which tasks are ready. */
  boolean asksForReady() {
    return events != null || (flight != null && flight.asksForWaits());
  }

  /** Whether it has listeners, which may hold the make up. */
  boolean isListenedTo() {
    return events != null;
  }

  /** By the thread that has queued the task, before it is handed to the executor. */
  void queued(TaskNode<?> task) {
    if (events != null) {
      events.queued(task);
    }
  }

  /**
   * By a worker that has claimed the task.
   *
   * @param endsHere whether the same turn tells of the end, by the same runner; else any thread may
   */
  void attemptBegins(TaskNode<?> task, Runner runner, long readySince, boolean endsHere) {
    Thread worker = runner.thread();
    AttemptStarted told = events == null ? null : events.attemptBegins(task, worker, readySince);
    Object flown = null;
    if (flight != null) {
      flown = flight.attemptBegins(task, task::name, task.status().attempt(), worker);
    }
    open.begins(task, told, flown, endsHere ? runner : null);
    if (observer != null) {
      observer.attemptBegins(number, task, task.status().attempt(), worker, readySince);
    }
  }

  /** By the runner's thread: any thread may tell of the end of what it has begun, from now on. */
  void handOn(Runner runner) {
    open.handOn(runner);
  }

  /**
   * An attempt has failed, and another one follows; nothing where another make has made it.
   *
   * @param runner that of the turn; null where it comes from elsewhere
   */
  void attemptFails(TaskNode<?> task, @Nullable Runner runner) {
    Object begun = open.take(task, runner);
    if (begun == null) {
      return;
    }
    if (observer != null) {
      observer.attemptFails(number, task);
    }
    AttemptStarted told = OpenAttempts.told(begun);
    if (events != null && told != null) {
      events.attemptFails(task, told);
    }
    if (flight != null) {
      flight.attemptEnds(OpenAttempts.flown(begun), TaskState.FAILED);
      TaskStatus now = task.status();
      Duration backoff = now.detail() instanceof Backoff between ? between.left() : null;
      flight.waits(task, now.attempt(), backoff);
    }
  }

  /**
   * A task has settled.
   *
   * @param runner that of the turn; null where it comes from elsewhere
   * @return when, by {@link System#nanoTime}: since then what requires it may be ready
   */
  long settles(TaskNode<?> task, boolean done, @Nullable Runner runner) {
    Object begun = open.take(task, runner);
    long now = System.nanoTime();
    try {
      if (observer != null) {
        observer.taskSettles(number, task, done);
        now = System.nanoTime(); // it takes its time: a journal, say
      }
    } finally {
      if (events != null) {
        events.settles(task, OpenAttempts.told(begun), now);
      }
      if (flight != null) {
        TaskState state = task.state();
        if (begun != null) {
          flight.attemptEnds(OpenAttempts.flown(begun), state);
        }
        flight.settles(task, state);
      }
    }
    return now;
  }

  void goesOn() {
    if (observer != null) {
      observer.goesOn(number);
    }
  }

  /** By one thread at a time, and so are the next two: nothing starts until it is resumed. */
  void pauses() {
    if (events != null) {
      events.pauses();
    }
  }

  void resumes() {
    if (events != null) {
      events.resumes();
    }
  }

  /** Once: nothing more starts. */
  void stops(String why) {
    if (events != null) {
      events.stops(why);
    }
  }

  /** By the caller, after the end: waits for those that are to have all events. */
  void awaitRecorders() {
    if (events != null) {
      events.awaitRecorders();
    }
  }

  /**
   * By the thread that ends the make: what it has not learned of by a turn comes first.
   *
   * @param stopped why it starts nothing more; null if all is settled
   */
  void ends(@Nullable String stopped) {
    try {
      for (TaskNode<?> task : open.tasks()) {
        if (task.isSettled()) {
          long unused = settles(task, task.state() == TaskState.DONE, null);
        } else {
          attemptFails(task, null);
        }
      }
      if (observer != null) {
        observer.makeEnds(number);
      }
    } finally {
      if (events != null) {
        events.ends();
      }
      if (flight != null) {
        flight.ends(stopped);
      }
    }
  }
}
