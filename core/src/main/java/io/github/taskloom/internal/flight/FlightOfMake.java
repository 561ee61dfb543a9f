package io.github.taskloom.internal.flight;

import io.github.taskloom.TaskState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the events of one make; which of them is decided at its begin. */
final class FlightOfMake implements Flight {
  private final long number;
  private final long parent;
  private final MakeFlight make = new MakeFlight();
  private final boolean tellsAttempts =
      new AttemptFlight(() -> "", Thread.currentThread()).isEnabled();
  private final boolean tellsWaits = new WaitFlight().isEnabled();

  /** Those that wait; by identity, as tasks are. */
  private final Map<Object, WaitFlight> waits = new ConcurrentHashMap<>();

  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();

  private FlightOfMake(long number, long parent, @Nullable String parentTask) {
    this.number = number;
    this.parent = parent;
    make.make = number;
    make.parent = parent;
    make.parentTask = parentTask;
  }

  /** Whether the recorder is there; throws a LinkageError where it is not. */
  static boolean isToBeHad() {
    boolean unused = new MakeFlight().isEnabled();
    return true;
  }

  /** Null if none of it is recorded now. */
  static @Nullable Flight of(long number, long parent, @Nullable String parentTask) {
    FlightOfMake flight = new FlightOfMake(number, parent, parentTask);
    return flight.make.isEnabled() || flight.tellsAttempts || flight.tellsWaits ? flight : null;
  }

  @Override
  public void begins(Supplier<String> goals, int tasks) {
    if (make.isEnabled()) {
      make.goals = goals.get();
      make.tasks = tasks;
      make.begin();
    }
  }

  @Override
  public boolean asksForWaits() {
    return tellsWaits;
  }

  @Override
  public void waits(Object task, int attempt, @Nullable Duration backoff) {
    if (tellsWaits) {
      WaitFlight wait = new WaitFlight();
      wait.attempt = attempt;
      wait.backoff = backoff == null ? 0 : backoff.toNanos();
      waits.put(task, wait);
      wait.begin();
    }
  }

  @Override
  public @Nullable Object attemptBegins(
      Object task, Supplier<String> name, int attempt, Thread worker) {
    WaitFlight wait = tellsWaits ? waits.remove(task) : null;
    if (wait != null) {
      wait.end();
      if (wait.shouldCommit()) {
        wait.make = number;
        wait.parent = parent;
        wait.task = name.get();
        wait.worker = AttemptFlight.nameOf(worker);
        wait.commit();
      }
    }
    if (!tellsAttempts) {
      return null;
    }
    AttemptFlight begun = new AttemptFlight(name, worker);
    begun.attempt = attempt;
    begun.begin();
    return begun;
  }

  @Override
  public void attemptEnds(@Nullable Object begun, TaskState state) {
    if (begun instanceof AttemptFlight attempt) {
      attempt.end();
      if (attempt.shouldCommit()) {
        attempt.make = number;
        attempt.parent = parent;
        attempt.task = attempt.name.get();
        attempt.state = state.name();
        attempt.worker = AttemptFlight.nameOf(attempt.thread);
        attempt.commit();
      }
    }
  }

  @Override
  public void settles(Object task, TaskState state) {
    if (tellsWaits) {
      waits.remove(task); // it has not run
    }
    (switch (state) {
          case DONE -> done;
          case CANCELLED -> cancelled;
          default -> failed;
        })
        .increment();
  }

  @Override
  public void ends(@Nullable String stopped) {
    waits.clear();
    make.end();
    if (make.shouldCommit()) {
      make.stopped = stopped;
      make.done = done.sum();
      make.failed = failed.sum();
      make.cancelled = cancelled.sum();
      make.commit();
    }
  }
}
