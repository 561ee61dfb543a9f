package io.github.taskloom.internal.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TimersTest {
  private final AtomicInteger threads = new AtomicInteger();
  private final Timers timers =
      new Timers(
          body -> {
            threads.incrementAndGet();
            return Thread.ofPlatform().daemon().unstarted(body);
          });

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  /** Each runs once, and not before its time; soon, or after it was queued. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 19, 20, 21, 50, 120})
  void schedule_each_runsOnceAtItsTime(long millis) {
    AtomicInteger runs = new AtomicInteger();
    long begin = System.nanoTime();
    AtomicReference<Long> ran = new AtomicReference<>();

    timers.schedule(
        nanos(millis),
        () -> {
          runs.incrementAndGet();
          ran.set(System.nanoTime()); // last: it is waited for
        });

    Bounded.until(() -> ran.get() != null);
    assertTrue(ran.get() - begin >= nanos(millis));
    assertEquals(1, runs.get());
  }

  /**
   * In the order in which they are due, whenever they were set. Where a thread is held up for so
   * long that two are due at once there is no order: they are set once more, further apart.
   */
  @Test
  void schedule_several_runInOrder() {
    List<Integer> expected = List.of(0, 1, 2, 3, 4, 5);
    List<Integer> ran = List.of();
    for (long millis = 100; !ran.equals(expected) && millis <= 1_600; millis *= 2) {
      ran = ranThatFarApart(millis);
    }

    assertEquals(expected, ran);
    assertEquals(1, threads.get());
  }

  private List<Integer> ranThatFarApart(long millis) {
    List<Integer> ran = new CopyOnWriteArrayList<>();
    for (int i : List.of(5, 1, 4, 2, 3)) {
      timers.schedule(nanos(millis * i), () -> ran.add(i));
    }
    timers.schedule(nanos(5), () -> ran.add(0));
    Bounded.until(() -> ran.size() == 6);
    return ran;
  }

  /** What is taken back while it is young, or queued, is not run, and not held. */
  @ParameterizedTest
  @ValueSource(longs = {10, 30, 3_600_000})
  void cancel_beforeItsTime_isForgotten(long millis) throws Exception {
    for (boolean young : new boolean[] {true, false}) {
      AtomicInteger runs = new AtomicInteger();
      Runnable action = new Action(runs);
      WeakReference<Runnable> held = new WeakReference<>(action);
      long begin = System.nanoTime();
      Timer timer = timers.schedule(nanos(millis), action);
      action = null;
      if (!young) {
        FutureTask<?> later = new FutureTask<>(() -> {}, null);
        timers.schedule(nanos(10), later); // by then the next sweep has come
        Bounded.until(later::isDone);
      }

      timer.cancel();
      boolean inTime = System.nanoTime() - begin < nanos(millis); // unless this thread was held up
      timer.cancel();

      Bounded.until(
          () -> {
            System.gc();
            return held.get() == null;
          });
      assertFalse(timer.isSet());
      assertTrue(runs.get() <= (inTime ? 0 : 1), "run although it was taken back");
    }
  }

  private record Action(AtomicInteger runs) implements Runnable {
    @Override
    public void run() {
      runs.incrementAndGet();
    }
  }

  /** Set and taken back by several threads: none that was not taken back is lost. */
  @Test
  void schedule_byManyThreads_losesNone() {
    int each = 20_000;
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger left = new AtomicInteger();
    List<FutureTask<Integer>> setters =
        IntStream.range(0, 4)
            .mapToObj(
                number ->
                    Bounded.background(
                        () -> {
                          List<Timer> set = new ArrayList<>();
                          for (int i = 0; i < each; i++) {
                            Timer timer = timers.schedule(nanos(25), runs::incrementAndGet);
                            if (i % 8 != number) {
                              timer.cancel();
                            }
                            set.add(timer);
                          }
                          left.addAndGet(each);
                          return set.size();
                        }))
            .toList();
    Bounded.until(() -> setters.stream().allMatch(FutureTask::isDone));

    Bounded.until(() -> runs.get() >= 4 * each / 8);

    assertEquals(4 * each, left.get());
    assertTrue(runs.get() >= 4 * each / 8);
  }

  /** An action that throws holds up no other. */
  @Test
  void run_throws_othersRun() {
    AtomicInteger runs = new AtomicInteger();
    timers.schedule(
        nanos(30),
        () -> {
          throw new IllegalStateException("on purpose");
        });
    timers.schedule(nanos(31), runs::incrementAndGet);

    Bounded.until(() -> runs.get() == 1);
  }
}
