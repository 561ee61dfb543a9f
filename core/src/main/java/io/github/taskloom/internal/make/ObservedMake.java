package io.github.taskloom.internal.make;

import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What those who observe one make are told, its observer before its listeners: each attempt that
 * has begun ends, whichever thread has settled the task, and whether or not the make has waited for
 * that.
 */
final class ObservedMake {
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** In place of what the listeners were told, where there are none. */
  private static final Object BEGUN = new Object();

  private final long number = NUMBERS.incrementAndGet();
  private final @Nullable Runner within;
  private final @Nullable MakeObserver observer;
  private final @Nullable MakeEvents events;

  /** Those whose attempt has begun, and has not ended for all that is known here. */
  private final Map<TaskNode<?>, Object> open = new ConcurrentHashMap<>();

  private ObservedMake(
      @Nullable MakeObserver observer, @Nullable MakeListeners listeners, @Nullable Runner within) {
    this.observer = observer;
    this.within = within;
    this.events = listeners == null ? null : new MakeEvents(listeners, number, within);
  }

  /**
   * By the caller; null where none observes.
   *
   * @param within what the make is called in
   */
  static @Nullable ObservedMake of(MakeOptions how, @Nullable Runner within) {
    MakeListeners listeners = MakeListeners.ofMake(how.listeners());
    return how.observer() == null && listeners == null
        ? null
        : new ObservedMake(how.observer(), listeners, within);
  }

  /** Its own in this JVM; never 0. */
  long number() {
    return number;
  }

  /** By the caller, before any other thread knows of the make. */
  void begins(Schedule schedule, @Nullable ControlledMake control) {
    if (observer != null) {
      Runner parent = within == null ? null : within.atWork();
      observer.makeBegins(number, schedule.given(), parent == null ? null : parent.task());
    }
    if (events != null && control != null) {
      events.begins(schedule.given(), schedule.size(), control);
    }
  }

  /** By the thread that goes on, or one that has settled what the task requires. */
  void ready(TaskNode<?> task, long nanos) {
    if (events != null) {
      events.ready(task, nanos);
    }
  }

  /** Whether it has listeners: these are told which tasks are ready, and may hold the make up. */
  boolean isListenedTo() {
    return events != null;
  }

  /** By the thread that has queued the task, before it is handed to the executor. */
  void queued(TaskNode<?> task) {
    if (events != null) {
      events.queued(task);
    }
  }

  /** By a worker that has claimed the task. */
  void attemptBegins(TaskNode<?> task, Thread worker, long readySince) {
    if (events == null) {
      open.put(task, BEGUN);
    } else {
      open.put(task, events.attemptBegins(task, worker, readySince));
    }
    if (observer != null) {
      observer.attemptBegins(number, task, task.status().attempt(), worker, readySince);
    }
  }

  /** An attempt has failed, and another one follows; nothing where another make has made it. */
  void attemptFails(TaskNode<?> task) {
    Object begun = open.remove(task);
    if (begun == null) {
      return;
    }
    if (observer != null) {
      observer.attemptFails(number, task);
    }
    if (events != null) {
      events.attemptFails(task, (AttemptStarted) begun);
    }
  }

  void settles(TaskNode<?> task, boolean done) {
    Object begun = open.remove(task);
    try {
      if (observer != null) {
        observer.taskSettles(number, task, done);
      }
    } finally {
      if (events != null) {
        events.settles(task, (AttemptStarted) begun);
      }
    }
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

  /** By the thread that ends the make: what it has not learned of by a turn comes first. */
  void ends() {
    try {
      for (TaskNode<?> task : open.keySet()) {
        if (task.isSettled()) {
          settles(task, task.state() == TaskState.DONE);
        } else {
          attemptFails(task);
        }
      }
      if (observer != null) {
        observer.makeEnds(number);
      }
    } finally {
      if (events != null) {
        events.ends();
      }
    }
  }
}
