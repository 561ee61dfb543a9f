package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import io.github.taskloom.event.TaskTimes.Times;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the time of tasks went. */
@Timeout(60)
class TaskTimesTest {
  private static final long BEGAN = -5; // System.nanoTime has any origin

  private final Task<String> task = Task.of("task", () -> "x");
  private final TaskTimes times = new TaskTimes();
  private MakeId make = make(1);

  private static MakeId make(long number) {
    return new MakeId(number, Instant.EPOCH, BEGAN, 0, null);
  }

  private static long at(long millis) {
    return BEGAN + millis * 1_000_000;
  }

  private void ready(long millis) {
    times.onEvent(new TaskReady(make, at(millis), task));
  }

  private void started(int attempt, long millis) {
    times.onEvent(new AttemptStarted(make, at(millis), task, attempt, 0, 1, "worker"));
  }

  private void ended(int attempt, long millis, @Nullable Duration nextIn) {
    TaskState state = nextIn == null ? TaskState.DONE : TaskState.FAILED;
    times.onEvent(new AttemptEnded(make, at(millis), task, attempt, 0, state, null, nextIn, null));
  }

  private void settled(long millis) {
    times.onEvent(new TaskSettled(make, at(millis), task, TaskState.DONE, null));
  }

  private static Times millis(long prerequisites, long thread, long running, long backoff, int n) {
    return new Times(
        Duration.ofMillis(prerequisites),
        Duration.ofMillis(thread),
        Duration.ofMillis(running),
        Duration.ofMillis(backoff),
        n);
  }

  /** A retry's backoff is one thing, the wait for a thread after it another. */
  @Test
  void of_retried_tellsAllApart() {
    ready(2);
    started(1, 3);
    ended(1, 10, Duration.ofMillis(5));
    started(2, 17);
    ended(2, 20, null);
    settled(20);

    assertEquals(Optional.of(millis(2, 3, 10, 5, 2)), times.of(task));
    assertEquals(Duration.ofMillis(20), times.of(task).orElseThrow().total());
    assertEquals(
        "of 0.020 s: waiting for prerequisites 0.002 s, waiting for a thread 0.003 s,"
            + " running 0.010 s in 2 attempts, between attempts 0.005 s",
        times.of(task).orElseThrow().toString());
  }

  /** An attempt may begin before its time, as by a clock that is moved. */
  @Test
  void of_retriedEarly_isInBackoffUntilThen() {
    ready(0);
    started(1, 0);
    ended(1, 1, Duration.ofHours(1));
    started(2, 4);
    ended(2, 5, null);
    settled(5);

    assertEquals(Optional.of(millis(0, 0, 2, 3, 2)), times.of(task));
  }

  /** One attempt is not counted in the text, and what took no time is left out of it. */
  @Test
  void of_ranOnce_saysWhatTookTime() {
    ready(0);
    started(1, 0);
    ended(1, 4, null);

    assertEquals(Optional.of(millis(0, 0, 4, 0, 1)), times.of(task));
    assertEquals("of 0.004 s: running 0.004 s", times.of(task).orElseThrow().toString());
    assertEquals("of 0.000 s", millis(0, 0, 0, 0, 1).toString());
  }

  /** Its turn may come again where what it requires was opened again: it waits since the first. */
  @Test
  void of_readyAgain_waitsSinceTheFirstTime() {
    ready(2);
    ready(5);
    started(1, 9);
    settled(10);
    settled(30);

    assertEquals(Optional.of(millis(2, 7, 1, 0, 1)), times.of(task));
  }

  /** What never ran has waited all the time, and nothing goes on after the end. */
  @Test
  void of_blocked_hasWaited() {
    settled(7);

    assertEquals(Optional.of(millis(7, 0, 0, 0, 0)), times.of(task));
    assertEquals(
        "of 0.007 s: waiting for prerequisites 0.007 s", times.of(task).orElseThrow() + "");
  }

  /** What has not ended goes on until it is asked for. */
  @Test
  void of_running_goesOn() {
    make = new MakeId(1, Instant.EPOCH, System.nanoTime(), 0, null);
    times.onEvent(new AttemptStarted(make, make.beganNanos(), task, 1, 0, 1, "worker"));

    Bounded.until(() -> times.of(task).orElseThrow().running().toNanos() > 0);
    Duration first = times.of(task).orElseThrow().running();
    Duration second = times.of(task).orElseThrow().running();

    assertTrue(second.compareTo(first) >= 0, () -> first + " " + second);
  }

  /** Of several makes the last one counts. */
  @Test
  void of_madeTwice_isOfTheLast() {
    ready(2);
    settled(9);
    make = make(2);
    ready(4);
    settled(4);

    assertEquals(Optional.of(millis(4, 0, 0, 0, 0)), times.of(task));
  }

  /** Nothing is known of what had no turn. */
  @Test
  void of_unknown_isEmpty() {
    assertEquals(Optional.empty(), times.of(task));
    assertEquals(
        "task is PENDING: nothing blocks it; it waits for a make, or for a dispatch",
        times.explain(task).toString());
  }

  /** In a make, each step of the chain has its times. */
  @Test
  void explain_made_tellsTimes() {
    Task<String> fetch =
        Task.<String>builder(
                "fetch",
                () -> {
                  throw new IllegalStateException("no route to host");
                })
            .retry(Retry.times(2).backoff(Duration.ofSeconds(2))) // far more than is asked below
            .build();
    Task<String> report = fetch.then("report", value -> value);

    Make.defaults().recorder(times).now(report);

    String text = times.explain(report).toString();
    assertTrue(
        text.matches(
            """
            report is FAILED: because of fetch; of \\d+\\.\\d+ s.*
            fetch is FAILED: java.lang.IllegalStateException: no route to host, in each of 2 attempts;\
             of \\d+\\.\\d+ s.*"""),
        () -> text);
    assertEquals(2, times.of(fetch).orElseThrow().attempts());
    Times ofFetch = times.of(fetch).orElseThrow();
    Duration apart = ofFetch.backoff().plus(ofFetch.thread());
    assertTrue(apart.compareTo(Duration.ofMillis(1)) > 0, () -> "between attempts " + apart);
  }
}
