package io.github.taskloom.event;

import io.github.taskloom.Explanation;
import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Where the time of tasks went: a listener that adds up for each task how long it waited for what
 * it requires, how long for a thread, how long it ran, and how long it waited between attempts.
 *
 * <pre>{@code
 * TaskTimes times = new TaskTimes();
 * Make.defaults().recorder(times).now(report);
 * String text = times.explain(report).toString();
 * }</pre>
 *
 * <p>could be
 *
 * <pre>
 * report is FAILED: because of fetch; of 3.214 s: waiting for prerequisites 3.214 s
 * fetch is FAILED: java.io.IOException: no route to host, in each of 2 attempts; of 3.213 s: waiting
 * for prerequisites 0.002 s, waiting for a thread 0.001 s, running 1.208 s in 2 attempts, between
 * attempts 2.002 s
 * </pre>
 *
 * <p>A task is known from the moment that its turn comes in such a make; of several makes the last
 * one counts. What has no event, as what had settled before, has no times. With {@link
 * io.github.taskloom.Make#listener} in place of {@code recorder} events may come a moment later, or
 * be dropped.
 *
 * <p><b>Threads.</b> Any thread may ask, while the makes go on, too; one instance may be given to
 * many makes. <b>Memory.</b> Some 130 bytes for each task, for as long as the task itself is
 * reachable: no task is kept by this.
 *
 * @since 0.1.0
 */
public final class TaskTimes implements MakeListener {
  private final Map<Task<?>, TimeSum> sums = Collections.synchronizedMap(new WeakHashMap<>());

  /** Of no task yet. */
  public TaskTimes() {}

  /**
   * The times of one task in one make. They add up to the time from the begin of the make to the
   * end of the task, or to now where it has not ended.
   *
   * @param prerequisites from the begin of the make until the turn of the task came: what it
   *     requires, and in the layered order all that is in layers before it, had to end first
   * @param thread after that, and after a backoff, until a thread called its function
   * @param running in its function and its callbacks, in all attempts
   * @param backoff between attempts, as its retry rule says
   * @param attempts how many have begun
   */
  public record Times(
      Duration prerequisites, Duration thread, Duration running, Duration backoff, int attempts) {

    /**
     * All of them together.
     *
     * @return the sum
     */
    public Duration total() {
      return prerequisites.plus(thread).plus(running).plus(backoff);
    }

    /** For people: {@code of 3.2 s: ...}, without what is 0. */
    @Override
    public String toString() {
      return TimesText.of(this);
    }
  }

  /**
   * The times of a task up to this moment, or to its end.
   *
   * @param task the task
   * @return empty if its turn has not come in a make that tells this
   */
  public Optional<Times> of(Task<?> task) {
    TimeSum sum = sums.get(Objects.requireNonNull(task, "The task is null"));
    return sum == null ? Optional.empty() : Optional.of(sum.until(System.nanoTime()));
  }

  /**
   * As {@link Tasks#explain}, with the times of each step that has any.
   *
   * @param task the task
   * @return the explanation
   */
  public Explanation explain(Task<?> task) {
    return new Explanation(Tasks.explain(task).steps().stream().map(this::withTimes).toList());
  }

  private Explanation.Step withTimes(Explanation.Step step) {
    return of(step.task())
        .map(
            times ->
                new Explanation.Step(
                    step.task(), step.state(), step.since(), step.reason() + "; " + times))
        .orElse(step);
  }

  @Override
  public void onEvent(MakeEvent event) {
    if (event instanceof TaskReady ready) {
      change(ready.task(), ready.make(), sum -> sum.ready(ready.nanos()));
    } else if (event instanceof AttemptStarted started) {
      change(started.task(), started.make(), sum -> sum.started(started.nanos()));
    } else if (event instanceof AttemptEnded ended) {
      change(ended.task(), ended.make(), sum -> sum.ended(ended.nanos(), ended.nextIn()));
    } else if (event instanceof TaskSettled settled) {
      change(settled.task(), settled.make(), sum -> sum.settled(settled.nanos()));
    }
  }

  private interface Change {
    TimeSum on(TimeSum sum);
  }

  private void change(Task<?> task, MakeId make, Change change) {
    sums.compute(task, (key, sum) -> change.on(TimeSum.in(make, sum)));
  }
}
