package io.github.taskloom.internal.make;

import io.github.taskloom.PlacedStage;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
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
import io.github.taskloom.event.MakeId;
import io.github.taskloom.internal.event.EventChannel;
import io.github.taskloom.internal.event.Several;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResults;
import io.github.taskloom.internal.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Tells the listeners of one make what happens in it. All methods may be called by any thread. */
final class MakeEvents {
  private final MakeId make;
  private final MakeListeners listeners;

  /** Of each listener, how many events of this make were dropped. */
  private final AtomicLong[] dropped;

  /**
   * Those of recorders; written by the thread that ends the make, read by the caller after that.
   */
  private final List<EventChannel.Delivery> toAwait = new ArrayList<>();

  private final AttemptPlaces places = new AttemptPlaces();

  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();

  /**
   * By the caller.
   *
   * @param within what the make is called in
   */
  MakeEvents(MakeListeners listeners, long number, @Nullable Runner within) {
    this.listeners = listeners;
    this.dropped = new AtomicLong[listeners.count()];
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] = new AtomicLong();
    }
    Runner parent = within == null ? null : within.atWork();
    make =
        new MakeId(
            number,
            Instant.now(),
            System.nanoTime(),
            parent == null ? 0 : parent.make(),
            parent == null ? null : parent.task());
  }

  /** By the caller, before anything else is told. */
  void begins(Collection<? extends TaskNode<?>> goals, PlanSize size, MakeControl control) {
    put(
        new MakeBegan(
            make,
            make.beganNanos(),
            List.<Task<?>>copyOf(goals),
            size.tasks(),
            size.edges(),
            size.layers(),
            control));
  }

  void ready(TaskNode<?> task, long nanos) {
    offer(new TaskReady(make, nanos, task));
  }

  /** So many at a time, each by its number. */
  void ready(int count, IntFunction<TaskNode<?>> tasks, long nanos) {
    offer(new Ready(make, nanos, count, tasks));
  }

  void queued(TaskNode<?> task) {
    offer(new TaskQueued(make, System.nanoTime(), task));
  }

  /** What is given back at its end. */
  AttemptStarted attemptBegins(TaskNode<?> task, Thread worker, long readySince) {
    AttemptStarted started =
        new AttemptStarted(
            make,
            System.nanoTime(),
            task,
            task.status().attempt(),
            readySince,
            worker.threadId(),
            worker.getName());
    offer(started);
    return started;
  }

  /** By the thread of the function, before the attempt ends. */
  void placed(TaskNode<?> task, int attempt, PlacedStage<?> stage) {
    places.put(task, attempt, stage);
  }

  /** Another attempt follows. */
  void attemptFails(TaskNode<?> task, AttemptStarted started) {
    TaskStatus now = task.status();
    boolean isBetween = now.state() == TaskState.PENDING && now.detail() instanceof Backoff;
    Backoff backoff = isBetween ? (Backoff) now.detail() : null;
    offer(
        ended(
            started,
            System.nanoTime(),
            TaskState.FAILED,
            backoff == null ? null : backoff.getCause(),
            backoff == null ? Duration.ZERO : backoff.left(),
            places.take(task, started.attempt())));
  }

  /**
   * A task has settled.
   *
   * @param started its last attempt, where that was of this make and has not been told to end
   * @param nanos when
   */
  void settles(TaskNode<?> task, @Nullable AttemptStarted started, long nanos) {
    TaskState state = task.state();
    Throwable why = state == TaskState.DONE ? null : TaskResults.failure(task);
    (switch (state) {
          case DONE -> done;
          case CANCELLED -> cancelled;
          default -> failed;
        })
        .increment();
    if (started == null) {
      offer(new TaskSettled(make, nanos, task, state, why));
    } else {
      offer(new LastAttempt(started, nanos, state, why, places.take(task, started.attempt())));
    }
  }

  /** Tasks that are ready at once. */
  private static final class Ready extends Several<MakeEvent> {
    private final MakeId make;
    private final long nanos;
    private final int count;
    private final IntFunction<TaskNode<?>> tasks;

    Ready(MakeId make, long nanos, int count, IntFunction<TaskNode<?>> tasks) {
      this.make = make;
      this.nanos = nanos;
      this.count = count;
      this.tasks = tasks;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public void forEach(Consumer<? super MakeEvent> action) {
      for (int i = 0; i < count; i++) {
        action.accept(new TaskReady(make, nanos, tasks.apply(i)));
      }
    }
  }

  /** The end of an attempt, and that of its task. */
  private static final class LastAttempt extends Several<MakeEvent> {
    private final AttemptStarted started;
    private final long nanos;
    private final TaskState state;
    private final @Nullable Throwable why;
    private final @Nullable String place;

    LastAttempt(
        AttemptStarted started,
        long nanos,
        TaskState state,
        @Nullable Throwable why,
        @Nullable String place) {
      this.started = started;
      this.nanos = nanos;
      this.state = state;
      this.why = why;
      this.place = place;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public void forEach(Consumer<? super MakeEvent> action) {
      action.accept(ended(started, nanos, state, why, null, place));
      action.accept(new TaskSettled(started.make(), nanos, started.task(), state, why));
    }
  }

  private static AttemptEnded ended(
      AttemptStarted started,
      long nanos,
      TaskState state,
      @Nullable Throwable cause,
      @Nullable Duration nextIn,
      @Nullable String place) {
    return new AttemptEnded(
        started.make(),
        nanos,
        started.task(),
        started.attempt(),
        started.nanos(),
        state,
        cause,
        nextIn,
        place);
  }

  void pauses() {
    put(new MakePaused(make, System.nanoTime()));
  }

  void resumes() {
    put(new MakeResumed(make, System.nanoTime()));
  }

  void stops(String why) {
    put(new MakeStopped(make, System.nanoTime(), why));
  }

  /** By the thread that ends the make. */
  void ends() {
    long nanos = System.nanoTime();
    for (int i = 0; i < dropped.length; i++) {
      EventChannel.Delivery last =
          listeners.putLast(
              i,
              new MakeEnded(
                  make, nanos, done.sum(), failed.sum(), cancelled.sum(), dropped[i].get()));
      if (last != null) {
        toAwait.add(last);
      }
    }
  }

  /** By the caller, after the end: waits until recorders have all events. */
  void awaitRecorders() {
    toAwait.forEach(EventChannel.Delivery::await);
  }

  private void offer(MakeEvent event) {
    for (int i = 0; i < dropped.length; i++) {
      if (!listeners.offer(i, event)) {
        dropped[i].incrementAndGet();
      }
    }
  }

  private void offer(Several<MakeEvent> events) {
    for (int i = 0; i < dropped.length; i++) {
      if (!listeners.offer(i, events)) {
        dropped[i].addAndGet(events.count());
      }
    }
  }

  private void put(MakeEvent event) {
    for (int i = 0; i < dropped.length; i++) {
      listeners.put(i, event);
    }
  }
}
