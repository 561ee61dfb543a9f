package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome;
import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import io.github.taskloom.testing.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What results and run states have in common. */
@Timeout(180)
class OneShotTest {
  /** Kilobytes, the first of them being 256: where the stack ends is another place each time. */
  private static final int STACKS = Size.of(259, 266);

  private final OneShot<String> shot = new OneShot<>() {};
  private final List<String> ran = new ArrayList<>();

  private static int length(OneShot.Link newest) {
    int length = 0;
    for (OneShot.Link link = newest; link != null; link = link.older()) {
      length++;
    }
    return length;
  }

  /** The first value stays. */
  @Test
  void set_twice_theFirstStays() {
    assertNull(shot.value());

    shot.set("first");
    shot.set("second");

    assertEquals("first", shot.value());
  }

  /** Actions run in the order of their registration, once, and see the value. */
  @Test
  void whenSet_before_runsInOrderOnce() {
    for (int i = 0; i < 5; i++) {
      int number = i;
      shot.whenSet(() -> ran.add(number + shot.value()));
    }

    shot.set("!");
    shot.set("?");

    assertEquals(List.of("0!", "1!", "2!", "3!", "4!"), ran);
  }

  /** Later ones run at once. */
  @Test
  void whenSet_after_runsAtOnce() {
    shot.set("value");

    Registration registration = shot.whenSet(() -> ran.add("late"));

    assertEquals(List.of("late"), ran);
    registration.close();
  }

  /** A removed action does not run, the others do; removing twice is harmless. */
  @Test
  void close_registration_removesItAlone() {
    shot.whenSet(() -> ran.add("first"));
    Registration removed = shot.whenSet(() -> ran.add("removed"));
    shot.whenSet(() -> ran.add("last"));

    removed.close();
    removed.close();
    shot.set("value");
    removed.close();

    assertEquals(List.of("first", "last"), ran);
  }

  /** Registrations that come and go leave nothing behind. */
  @Test
  void close_manyRegistrations_doNotPileUp() {
    shot.whenSet(() -> ran.add("stays"));
    for (int i = 0; i < 10_000; i++) {
      shot.whenSet(() -> ran.add("removed")).close();
    }

    OneShot.Link newest = shot.close("value");
    assertEquals(1, length(newest));
    OneShot.tell(newest);
    assertEquals(List.of("stays"), ran);
  }

  /** So do timed waits that end by their time. */
  @Test
  void join_timedOutManyTimes_doesNotPileUp() throws Exception {
    Task<String> task = Task.of("t", () -> "value");
    TaskResult<String> result = (TaskResult<String>) task.result();
    for (int i = 0; i < 1_000; i++) {
      assertEquals(new Outcome.Unsettled<String>(), result.join(Duration.ofNanos(1)));
    }

    assertEquals(0, length(result.close(new Outcome.Done<>("value"))));
  }

  /** One that throws is reported, and the others are told. */
  @Test
  void throwing_action_isLoggedAndHarmless() {
    RuntimeException exception = new IllegalArgumentException("on purpose");
    Error error = new AssertionError("on purpose");
    shot.whenSet(
        () -> {
          throw exception;
        });
    shot.whenSet(
        () -> {
          throw error;
        });
    shot.whenSet(() -> ran.add("told"));

    try (LogRecords log = new LogRecords(Task.class)) {
      shot.set("value");

      assertEquals(List.of("told"), ran);
      assertSame(exception, log.all().get(0).getThrown());
      assertSame(error, log.all().get(1).getThrown());
    }
  }

  /**
   * Tries at the very end of the stack, then with a large frame more of it at each time.
   *
   * @return a number that means nothing: the frames are large since it needs the others
   */
  @SuppressWarnings("InfiniteRecursion") // to the end of the stack
  private static long tryFromTheEndOfTheStack(
      AtomicBoolean done, Runnable action, long a, long b, long c, long d, long e, long f) {
    long deeper = 0;
    try {
      deeper = tryFromTheEndOfTheStack(done, action, b, c, d, e, f, a);
    } catch (StackOverflowError atTheEnd) {
      // this frame is the next to try
    }
    if (!done.get()) {
      action.run();
      done.set(true);
    }
    return deeper + (a ^ b ^ c ^ d ^ e ^ f);
  }

  private static void fromTheEndOfTheStack(int kilobytes, Runnable action) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread shallow =
        Thread.ofPlatform()
            .stackSize(kilobytes * 1024L)
            .start(() -> tryFromTheEndOfTheStack(done, action, 1, 2, 3, 4, 5, 6));
    Bounded.join(shallow);
    assertTrue(done.get());
  }

  /** A thread at the end of its stack sets nothing that it could not tell: none is left waiting. */
  @Tag("sized")
  @Test
  void set_atTheEndOfTheStack_tellsAllOrNone() throws Exception {
    for (int size = 256; size < STACKS; size++) {
      OneShot<String> mine = new OneShot<>() {};
      AtomicInteger told = new AtomicInteger();
      for (int i = 0; i < 3; i++) {
        mine.whenSet(told::incrementAndGet);
      }

      fromTheEndOfTheStack(size, () -> mine.set("value"));

      assertEquals(3, told.get());
    }
  }

  /** So do tasks that are cancelled there: those who wait for them learn of it. */
  @Tag("sized")
  @Test
  void cancel_atTheEndOfTheStack_wakesAllWhoWait() throws Exception {
    for (int size = 256; size < STACKS; size++) {
      Task<String> task = Task.of("t", () -> "value");
      AtomicInteger told = new AtomicInteger();
      for (int i = 0; i < 3; i++) {
        task.result().notify(result -> told.incrementAndGet());
      }

      fromTheEndOfTheStack(size, task::cancel);

      assertEquals(TaskState.CANCELLED, task.state());
      assertEquals(3, told.get());
    }
  }

  /** An interrupt for a function that runs arrives, or the request for it was never placed. */
  @Tag("sized")
  @Test
  void cancel_runningAtTheEndOfTheStack_functionEnds() throws Exception {
    for (int size = 256; size < STACKS; size++) {
      Gate gate = new Gate();
      Task<?> task = Task.run("t", gate::pass);
      RunState runState = task.runState();
      AtomicInteger told = new AtomicInteger();
      runState.onCancel(told::incrementAndGet);
      Thread running = task.bg();
      gate.awaitEntered();

      fromTheEndOfTheStack(size, task::cancel);

      Bounded.join(running);
      assertEquals(TaskState.CANCELLED, task.state());
      assertEquals(1, told.get());
    }
  }

  /** A function that settles others at the end of its stack leaves none who waits for them. */
  @Tag("sized")
  @Test
  void dispatch_nestedUntilTheStackEnds_tellsAllThatSettled() throws Exception {
    for (int size = 256; size < STACKS; size++) {
      List<Task<?>> tasks = new ArrayList<>();
      List<AtomicInteger> told = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        int next = i + 1;
        Task<?> task = Task.of("t" + i, () -> tasks.get(next).dispatch());
        AtomicInteger mine = new AtomicInteger();
        task.result().notify(result -> mine.incrementAndGet());
        tasks.add(task);
        told.add(mine);
      }
      Thread shallow =
          Thread.ofPlatform().stackSize(size * 1024L).start(() -> tasks.getFirst().dispatch());
      Bounded.join(shallow);

      for (int i = 0; i < tasks.size(); i++) {
        assertEquals(tasks.get(i).isSettled() ? 1 : 0, told.get(i).get(), tasks.get(i).name());
      }
    }
  }

  /** An action may register another, which runs at once. */
  @Test
  void whenSet_withinAction_runsAtOnce() {
    shot.whenSet(
        () -> {
          ran.add("outer");
          shot.whenSet(() -> ran.add("inner"));
        });
    shot.whenSet(() -> ran.add("next"));

    shot.set("value");

    assertEquals(List.of("outer", "inner", "next"), ran);
  }

  /** Very many are told without recursion. */
  @Test
  void set_manyActions_tellsAll() {
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < 200_000; i++) {
      shot.whenSet(told::incrementAndGet);
    }

    shot.set("value");

    assertEquals(200_000, told.get());
  }

  /** However registering and setting interleave, each action runs exactly once. */
  @Test
  void whenSet_racingSet_runsExactlyOnce() throws Exception {
    for (int round = 0; round < 500; round++) {
      OneShot<Integer> raced = new OneShot<>() {};
      AtomicInteger told = new AtomicInteger();
      Callable<Integer> registering =
          () -> {
            for (int i = 0; i < 10; i++) {
              raced.whenSet(told::incrementAndGet);
            }
            return 0;
          };
      Callable<Integer> setting =
          () -> {
            raced.set(1);
            return 0;
          };
      List<Callable<Integer>> threads = new ArrayList<>(Collections.nCopies(2, registering));
      threads.addAll(Collections.nCopies(2, setting));

      Bounded.together(threads);

      assertEquals(20, told.get());
    }
  }

  /** Removing while it is set: the action runs once or never, and the others always. */
  @Test
  void close_racingSet_runsAtMostOnce() throws Exception {
    for (int round = 0; round < 500; round++) {
      OneShot<Integer> raced = new OneShot<>() {};
      AtomicInteger removed = new AtomicInteger();
      AtomicInteger stays = new AtomicInteger();
      List<Registration> registrations = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        registrations.add(raced.whenSet(removed::incrementAndGet));
        assertNotNull(raced.whenSet(stays::incrementAndGet));
      }
      Callable<Integer> removing =
          () -> {
            registrations.forEach(Registration::close);
            return 0;
          };
      Callable<Integer> setting =
          () -> {
            raced.set(1);
            return 0;
          };

      Bounded.together(List.of(removing, setting));

      assertEquals(10, stays.get());
      assertTrue(removed.get() <= 10);
    }
  }
}
