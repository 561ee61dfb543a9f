package io.github.taskloom.cli.report;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.report.RunReport.TaskReport;
import io.github.taskloom.cli.report.RunReport.Try;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.event.MakeControl;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import io.github.taskloom.event.MakeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run of which the attempts are known, and no more, told as by a make: a task
 * was ready when the last one that it needs had ended.
 */
final class KeptEvents {
  private final RunReport run;
  private final MakeId make;
  private final Map<String, Task<?>> tasks = new LinkedHashMap<>();
  private final Map<String, Long> ends = new LinkedHashMap<>();
  private final List<MakeEvent> events = new ArrayList<>();

  private KeptEvents(RunReport run) {
    this.run = run;
    this.make = new MakeId(1, run.began(), 0, 0, null);
  }

  /** The events, in the order in which they happened. */
  static List<MakeEvent> of(RunReport run) {
    KeptEvents kept = new KeptEvents(run);
    kept.tell();
    return kept.events;
  }

  private void tell() {
    for (TaskReport task : run.tasks()) {
      String name = task.result().name();
      tasks.put(name, Task.run(name, () -> {}));
      if (!task.tries().isEmpty()) {
        ends.put(name, nanos(task.tries().getLast().end()));
      }
    }
    for (TaskReport task : run.tasks()) {
      for (String need : task.needs()) {
        Task<?> needed = tasks.get(need);
        if (needed != null) {
          task(task).require(needed);
        }
      }
    }
    run.tasks().forEach(this::tell);
    events.sort(Comparator.comparingLong(MakeEvent::nanos));
    events.addFirst(
        new MakeBegan(make, 0, List.copyOf(tasks.values()), tasks.size(), 0, 0, new NoControl()));
    events.add(new MakeEnded(make, run.elapsed().toNanos(), 0, 0, 0, 0));
  }

  private void tell(TaskReport task) {
    Task<?> of = task(task);
    long ready =
        task.needs().stream().mapToLong(need -> ends.getOrDefault(need, 0L)).max().orElse(0);
    TaskResult result = task.result();
    long settled = ends.getOrDefault(result.name(), ready);
    if (!task.tries().isEmpty()) {
      ready = Math.min(ready, nanos(task.tries().getFirst().started()));
      events.add(new TaskReady(make, ready, of));
    }
    long since = ready;
    for (Try one : task.tries()) {
      long start = nanos(one.started());
      long end = nanos(one.end());
      Throwable why = one.state() == TaskState.DONE ? null : new Told(one.why());
      boolean isLast = one.number() == task.tries().getLast().number();
      Duration nextIn = isLast ? null : Duration.ZERO;
      events.add(new AttemptStarted(make, start, of, one.number(), since, 0, ""));
      events.add(
          new AttemptEnded(make, end, of, one.number(), start, one.state(), why, nextIn, null));
      since = end;
    }
    TaskState state = result.isAllowed() ? TaskState.DONE : result.state();
    if (state.isSettled()) {
      events.add(new TaskSettled(make, settled, of, state, why(of, result, state)));
    }
  }

  private @Nullable Throwable why(Task<?> task, TaskResult result, TaskState state) {
    String name = result.blocker();
    Task<?> blocker = name == null ? null : tasks.get(name);
    if (state == TaskState.DONE) {
      return null;
    }
    if (state == TaskState.CANCELLED) {
      return blocker == null
          ? new CancelledException(result.why())
          : new CancelledException(task, blocker, result.why(), result.isSkipped(), null);
    }
    return blocker == null
        ? new Told(result.why())
        : new PrerequisiteException(task, blocker, TaskState.FAILED, null);
  }

  private Task<?> task(TaskReport task) {
    return Objects.requireNonNull(tasks.get(task.result().name()));
  }

  private long nanos(Instant time) {
    return Math.max(0, Duration.between(run.began(), time).toNanos());
  }

  /** A failure of which there is just the reason. */
  private static final class Told extends Exception {
    private static final long serialVersionUID = 1L;

    Told(String why) {
      super(why, null, false, false);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the reason says all
    public String toString() {
      return String.valueOf(getMessage());
    }
  }

  /** That of a make that is over. */
  private static final class NoControl implements MakeControl {
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public boolean isPaused() {
      return false;
    }

    @Override
    public void stop(String why) {}
  }
}
