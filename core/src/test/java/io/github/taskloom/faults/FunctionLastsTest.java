package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that do not end when they are asked to, and threads that they leave behind. */
@Timeout(60)
class FunctionLastsTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Gate gate = new Gate();

  /** Goes on and on, whatever asks it to end; only {@link #told} does. */
  private final Task<String> deaf =
      Task.of(
          "deaf",
          () -> {
            begun.countDown();
            while (!told.get()) {
              try {
                TimeUnit.MILLISECONDS.sleep(1);
              } catch (InterruptedException e) {
                asked.countDown(); // and goes on
              }
            }
            ended.set(true);
            return "at last";
          });

  private final Task<String> rest = deaf.thenCall("rest", () -> "not reached");

  private void assertHeldUntilTold(MakerThread maker) throws InterruptedException {
    Bounded.await(asked);
    assertFalse(maker.hasEnded(), "a make must not leave behind what runs");
    assertEquals(TaskState.RUNNING, deaf.state());
    assertInstanceOf(Unsettled.class, deaf.join(Duration.ofMillis(1)));

    told.set(true);

    maker.awaitEnd();
    assertTrue(ended.get());
    assertEquals(TaskState.CANCELLED, deaf.state());
    assertEquals(TaskState.PENDING, rest.state());
  }

  /** An interrupted make waits for a function that never ends, for as long as that takes. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionIgnoresTheInterrupt_isHeldUntilItEnds(Way way) throws Exception {
    MakerThread maker = MakerThread.start(way.make(), rest, deaf);
    Bounded.await(begun);
    maker.interrupt();

    assertHeldUntilTold(maker);
    assertEquals(List.of(deaf), maker.settled());
    assertTrue(maker.keptItsFlag());
  }

  /** So does closing the stream, by the thread that reads it. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void stream_functionIgnoresTheClosing_isHeldUntilItEnds(Order order) throws Exception {
    Task<String> quick = Task.of("quick", () -> "x");
    MakerThread maker =
        MakerThread.start(
            () -> {
              try (Stream<Task<?>> tasks = Make.defaults().order(order).stream(quick, deaf, rest)) {
                Iterator<Task<?>> settled = tasks.iterator();
                Task<?> first = settled.next();
                Bounded.await(begun);
                return List.of(first);
              }
            });

    assertHeldUntilTold(maker);
    assertEquals(List.of(quick), maker.settled());
  }

  /** So does a failure under failFastCancelling. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void failFastCancelling_functionIgnoresIt_isHeldUntilItEnds(Order order) throws Exception {
    Task<String> failing =
        Task.of(
            "failing",
            () -> {
              Bounded.await(begun);
              throw new IllegalStateException("on purpose");
            });
    Make how = Make.defaults().order(order).failFastCancelling();

    assertHeldUntilTold(MakerThread.start(how, deaf, failing, rest));
  }

  /** A thread that a function starts by itself is its own: the make does not wait for it. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionStartsThreads_isNotHeldByThem(Way way) throws Exception {
    AtomicReference<Optional<Task<?>>> seen = new AtomicReference<>(Optional.empty());
    AtomicReference<Thread> left = new AtomicReference<>();
    Task<?> task =
        Task.run(
            "starts",
            () -> {
              Runnable body =
                  () -> {
                    gate.passUninterrupted();
                    seen.set(Task.current());
                  };
              left.set(Thread.ofPlatform().daemon().start(body));
            });
    Task<?> next = task.thenCall("next", () -> "x");

    way.make().now(next);

    assertEquals(TaskState.DONE, next.state());
    assertTrue(left.get().isAlive());
    gate.open();
    Bounded.join(left.get());
    assertEquals(Optional.empty(), seen.get());
  }

  /** A function that waits, in a thread of its own, for itself is ended by the interrupt. */
  @Test
  void make_functionWaitsForItselfElsewhere_endsByTheInterrupt() throws Exception {
    AtomicReference<Task<?>> self = new AtomicReference<>();
    Task<?> task =
        Task.of(
            "self",
            () -> {
              Thread hidden = Thread.ofPlatform().daemon().start(() -> self.get().make());
              asked.countDown();
              hidden.join();
              return "not reached";
            });
    self.set(task);
    MakerThread maker = MakerThread.start(Make.defaults(), task);
    Bounded.await(asked);

    maker.interrupt();

    maker.awaitEnd();
    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** Null is a result like any other, and is passed on. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionsReturnNull_areDone(Way way) {
    Task<Object> nothing = Task.of("nothing", () -> null);
    Task<Boolean> next = nothing.then("next", value -> value == null);

    way.make().now(next);

    assertEquals(new Done<>(null), nothing.outcome());
    assertEquals(new Done<>(true), next.outcome());
  }
}
