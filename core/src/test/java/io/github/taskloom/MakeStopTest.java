package io.github.taskloom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.EdgeRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 6 and 9 of make: failFast, interrupt, a stream that is closed early. */
@Timeout(120)
class MakeStopTest {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private Task<Object> blocking(String name) {
    return Task.of(
        name,
        () -> {
          started.countDown();
          assertTrue(release.await(20, SECONDS));
          return name;
        });
  }

  private Task<Object> failingOnce(CountDownLatch when) {
    return Task.of(
        "failing",
        () -> {
          assertTrue(when.await(20, SECONDS));
          throw new IllegalStateException("broken");
        });
  }

  /** After a failure nothing more starts; what runs is waited for, the rest stays PENDING. */
  @Test
  void failFast_afterFailure_waitsForWhatRuns() throws InterruptedException {
    Task<Object> running = blocking("running");
    Task<Object> failing = failingOnce(started);
    failing.onEnter(TaskState.FAILED, transition -> release.countDown());
    Task<Object> next = Task.of("next", () -> "x");
    next.require(running);
    Task<Object> independent = next.thenCall("independent", () -> "y");

    List<Task<?>> settled = Make.defaults().failFast().now(running, failing, next, independent);

    assertEquals(TaskState.FAILED, failing.state());
    assertEquals(TaskState.DONE, running.state());
    assertEquals(TaskState.PENDING, next.state());
    assertEquals(TaskState.PENDING, independent.state());
    assertEquals(2, settled.size());

    Make.defaults().now(independent);
    assertEquals(TaskState.DONE, independent.state(), "the rest is ready for the next make");
  }

  /** Where it is asked for, what runs is cancelled; so it is where the make has time left. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failFastCancelling_afterFailure_cancelsWhatRuns(boolean limited) {
    Task<Object> running = blocking("running");
    Task<Object> failing = failingOnce(started);
    Make how = Make.defaults().failFastCancelling();

    (limited ? how.timeout(Duration.ofHours(1)) : how).now(running, failing);

    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(TaskState.FAILED, failing.state());
  }

  /** Without it the make goes on. */
  @Test
  void make_afterFailure_goesOnByDefault() {
    Task<Object> failing = failingOnce(new CountDownLatch(0));
    Task<Object> other = Task.of("other", () -> "x");

    Make.defaults().parallelism(1).now(failing, other);

    assertEquals(TaskState.DONE, other.state());
  }

  /** A given task that failed before is no failure of this make: its stand-in runs. */
  @ParameterizedTest
  @EnumSource
  void failFast_withTaskFailedBefore_goesOn(Order order) throws InterruptedException {
    Task<Object> failing = failingOnce(new CountDownLatch(0));
    failing.make();
    Task<Object> either = failing.orElseFrom("either", Task.of("stand-in", () -> "x"));

    List<Task<?>> settled = Make.defaults().order(order).failFast().now(failing, either);

    assertEquals(List.of(failing, either), settled);
    assertEquals("x", either.get());
  }

  /** One that a prerequisite settles when the make begins is; it is given back. */
  @ParameterizedTest
  @EnumSource
  void failFast_withTaskDecidedBefore_startsNothing(Order order) {
    Task<String> cancelled = Task.of("cancelled", () -> "x");
    cancelled.cancel();
    Task<String> decided = cancelled.then("decided", text -> text);
    Task<String> other = Task.of("other", () -> "y");

    List<Task<?>> settled = Make.defaults().order(order).failFast().now(other, decided);

    assertEquals(List.of(decided), settled);
    assertEquals(TaskState.CANCELLED, decided.state());
    assertEquals(TaskState.PENDING, other.state());
  }

  /** A given task that settles since it is not needed is given back, whatever stops the make. */
  @ParameterizedTest
  @EnumSource
  void failFast_withTaskThatIsNotNeeded_givesItBack(Order order) {
    for (boolean streamed : new boolean[] {false, true}) {
      Task<String> done = Task.of("done", () -> "x");
      done.dispatch();
      Task<String> alarm = Task.of("alarm", () -> "y");
      alarm.require(done, EdgeRule.FAILED);
      Task<Object> failing = failingOnce(new CountDownLatch(0));
      Make how = Make.defaults().order(order).parallelism(1).failFast();

      List<Task<?>> settled =
          streamed ? how.stream(failing, alarm).toList() : how.now(failing, alarm);

      assertEquals(List.of(failing, alarm), settled);
      assertEquals(TaskState.CANCELLED, alarm.state());
    }
  }

  /** However many are queued: to take one back takes no stack of the next. */
  @Test
  void failFastCancelling_withManyQueued_takesThemBack() {
    int count = 50_000;
    AtomicInteger submitted = new AtomicInteger();
    List<Task<Object>> tasks =
        Stream.generate(() -> failingOnce(new CountDownLatch(0))).limit(count).toList();
    Make how =
        Make.defaults()
            .failFastCancelling()
            .queue(
                command -> { // holds all but the last
                  if (submitted.incrementAndGet() == count) {
                    command.run();
                  }
                });

    List<Task<?>> settled = how.now(tasks);

    assertEquals(1, settled.size());
    assertEquals(TaskState.FAILED, settled.getFirst().state());
    assertEquals(
        count - 1, tasks.stream().filter(task -> task.state() == TaskState.PENDING).count());
  }

  /** An interrupted maker cancels what runs, waits for it, and keeps its interrupt flag. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_whenInterrupted_cancelsWhatRunsAndLeavesTheRest(boolean virtual)
      throws InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    Task<Object> running =
        Task.of(
            "running",
            () -> {
              started.countDown();
              try {
                assertTrue(release.await(20, SECONDS));
              } finally {
                ended.set(true);
              }
              return "x";
            });
    Task<Object> next = running.thenCall("next", () -> "y");
    AtomicReference<List<Task<?>>> settled = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    AtomicBoolean endedBeforeReturn = new AtomicBoolean();
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    Thread maker =
        builder.start(
            () -> {
              settled.set(Tasks.makeNow(running, next));
              endedBeforeReturn.set(ended.get());
              flag.set(Thread.currentThread().isInterrupted());
            });
    assertTrue(started.await(20, SECONDS));

    maker.interrupt();
    assertTrue(maker.join(java.time.Duration.ofSeconds(20)));

    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(TaskState.PENDING, next.state());
    assertEquals(List.of(running), settled.get());
    assertTrue(flag.get());
    assertTrue(endedBeforeReturn.get());
  }

  /** A maker that is interrupted before it begins runs nothing and keeps its flag. */
  @Test
  void make_whenInterruptedBefore_runsNothing() {
    Task<Object> task = Task.of("task", () -> "x");
    task.thenCall("next", () -> "y");
    Thread.currentThread().interrupt();

    task.dependents().getFirst().make();

    assertTrue(Thread.interrupted());
    assertEquals(TaskState.PENDING, task.dependents().getFirst().state());
  }

  /** Closing a stream early cancels what runs and waits for it. */
  @Test
  void stream_closedEarly_cancelsWhatRunsAndLeavesTheRest() throws InterruptedException {
    Task<Object> quick = Task.of("quick", () -> "x");
    Task<Object> running = blocking("running");
    Task<Object> next = running.thenCall("next", () -> "y");
    try (Stream<Task<?>> tasks = Tasks.make(quick, running, next)) {
      Iterator<Task<?>> settled = tasks.iterator();
      assertEquals(quick, settled.next());
      assertTrue(started.await(20, SECONDS));
    }
    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(TaskState.PENDING, next.state());
  }

  /** A stream is lazy: nothing runs before an element is asked for, nor after it was closed. */
  @Test
  void stream_neverRead_runsNothing() {
    Task<Object> task = Task.of("task", () -> "x");
    try (Stream<Task<?>> tasks = Tasks.make(task)) {
      assertEquals(TaskState.PENDING, task.state());
      assertFalse(tasks.isParallel());
    }
    assertEquals(TaskState.PENDING, task.state());
  }

  /** A reader that throws ends the make. */
  @Test
  void stream_whoseReaderThrows_stopsTheMake() {
    Task<Object> quick = Task.of("quick", () -> "x");
    Task<Object> running = blocking("running");

    Stream<Task<?>> tasks = Tasks.make(quick, running);
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                tasks.forEach(
                    task -> {
                      awaitUnchecked(started);
                      throw new IllegalStateException("reader");
                    }));

    assertEquals("reader", thrown.getMessage());
    assertEquals(TaskState.CANCELLED, running.state());
  }

  /** A stream may be closed by another thread than its reader. */
  @Test
  void stream_closedByAnotherThread_endsTheReader() throws InterruptedException {
    Task<Object> running = blocking("running");
    Stream<Task<?>> tasks = Tasks.make(running);
    List<Task<?>> read = new ArrayList<>();
    Thread reader = Thread.ofPlatform().start(() -> tasks.forEach(read::add));
    assertTrue(started.await(20, SECONDS));

    tasks.close();
    assertEquals(TaskState.CANCELLED, running.state());
    assertTrue(reader.join(java.time.Duration.ofSeconds(20)));

    assertEquals(List.of(running), read);
  }

  /** Streams that are begun and ended across each other both end, whatever the order. */
  @Test
  void stream_closedInTheWrongOrder_stillEnds() throws Exception {
    Task<Object> first = Task.of("first", () -> "x");
    Task<Object> second = Task.of("second", () -> "y");
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  Stream<Task<?>> one = Tasks.make(first, Task.of("a", () -> "a"));
                  Stream<Task<?>> two = Tasks.make(second, Task.of("b", () -> "b"));
                  one.iterator().next();
                  two.iterator().next();
                  try {
                    one.close();
                  } catch (RuntimeException misuse) {
                    assertInstanceOf(RuntimeException.class, misuse);
                  }
                  try {
                    two.close();
                  } catch (RuntimeException misuse) {
                    assertInstanceOf(RuntimeException.class, misuse);
                  }
                });
    assertTrue(reader.join(java.time.Duration.ofSeconds(20)));
    assertTrue(first.isSettled() || first.state() == TaskState.PENDING);
  }

  /** A cancel that the function answers with an interrupt, wrapped, is a cancellation. */
  @Test
  void make_stoppedWhileInNestedMake_cancelsBoth() throws InterruptedException {
    Task<Object> inner = blocking("inner");
    Task<Object> outer = Task.of("outer", () -> Tasks.makeNow(inner));
    Thread maker = Thread.ofPlatform().start(outer::make);
    assertTrue(started.await(20, SECONDS));

    maker.interrupt();
    assertTrue(maker.join(java.time.Duration.ofSeconds(20)));

    assertEquals(TaskState.CANCELLED, inner.state());
    assertEquals(TaskState.CANCELLED, outer.state());
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
