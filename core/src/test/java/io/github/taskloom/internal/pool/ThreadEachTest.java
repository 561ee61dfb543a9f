package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ThreadEachTest {
  private static final int ALL = Integer.MAX_VALUE;

  private final Standing job = new Standing();
  private final AtomicReference<Thread> opener = new AtomicReference<>();

  private FutureTask<?> running(int pieces, int most, boolean jdk) {
    return Bounded.background(
        () -> {
          opener.set(Thread.currentThread());
          ThreadEach.run(
              job,
              new RangeSource(0, pieces),
              most,
              jdk ? Scope::open : name -> new TestScope(ALL));
          return null;
        });
  }

  private boolean openerSleeps() {
    Thread thread = opener.get();
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  private static void end(FutureTask<?> future) throws Exception {
    future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** No two pieces share a thread; the limit holds. */
  @Test
  void run_manyPieces_shareNoThread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    Job counting =
        new Job() {
          @Override
          public String name() {
            return "layer of a test";
          }

          @Override
          public void work(Worker worker) {
            throw new AssertionError("no shared work was asked for");
          }

          @Override
          public void workAlone(int number) {
            highest.accumulateAndGet(now.incrementAndGet(), Math::max);
            threads.add(Thread.currentThread());
            now.decrementAndGet();
          }
        };

    ThreadEach.run(counting, new RangeSource(0, 200), 3);

    assertEquals(200, threads.size());
    assertTrue(highest.get() <= 3, () -> highest + " at a time");
  }

  /** While as many as may be are at work the opener sleeps; the next one comes when one ends. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void run_atTheLimit_openerSleepsUntilOneEnds(int most) throws Exception {
    FutureTask<?> run = running(most + 2, most, false);

    for (int begun = most; begun <= most + 2; begun++) {
      int expected = begun;
      Bounded.until(() -> job.begun.get() == expected && openerSleeps());
      job.letOneGo();
    }

    job.letAllGo();
    end(run);
    assertEquals(most + 2, job.begun.get());
  }

  /** An interrupt of the opener reaches none of the threads, and ends no wait. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_openerInterrupted_waitsForAll(boolean jdk) throws Exception {
    FutureTask<?> run = running(3, ALL, jdk);
    Bounded.until(() -> job.begun.get() == 3 && openerSleeps());

    opener.get().interrupt();

    Bounded.until(() -> !opener.get().isInterrupted() && openerSleeps());
    job.letAllGo();
    end(run);
    assertEquals(0, job.interrupts.get());
  }

  /** Where no thread is to be had the opener does the piece itself. */
  @Test
  void run_noThread_openerDoesIt() {
    job.letAllGo();

    ThreadEach.run(job, new RangeSource(0, 5), ALL, name -> new TestScope(2));

    assertEquals(5, job.begun.get());
    assertEquals(3, job.threads.size());
    assertTrue(job.threads.contains(Thread.currentThread()));
  }

  /** Pieces that become ready while others run get threads, too; the opener sleeps until then. */
  @Test
  void run_moreBecomesReady_eachHasAThread() throws Exception {
    ReadyQueue ready = new ReadyQueue(3);
    ready.offerFirst(0);
    FutureTask<?> run = running(ready);
    Bounded.until(() -> job.begun.get() == 1 && openerSleeps());
    opener.get().interrupt();
    Bounded.until(() -> job.told.get() == 1 && openerSleeps());
    assertFalse(opener.get().isInterrupted());

    ready.offer(1);
    ready.offer(2);

    Bounded.until(() -> job.begun.get() == 3 && openerSleeps());
    assertFalse(run.isDone());
    ready.finish(3);
    Bounded.until(() -> openerSleeps()); // for the threads now
    job.letAllGo();
    end(run);
    assertEquals(3, job.threads.size());
    assertEquals(0, job.interrupts.get());
    assertEquals(1, job.told.get());
  }

  /** Once nothing more is handed out it ends with what runs. */
  @Test
  void run_closedMeanwhile_startsNoMore() throws Exception {
    ReadyQueue ready = new ReadyQueue(3);
    ready.offerFirst(0);
    FutureTask<?> run = running(ready);
    Bounded.until(() -> job.begun.get() == 1 && openerSleeps());

    ready.close();
    ready.offer(1);
    job.letAllGo();

    end(run);
    assertEquals(1, job.begun.get());
  }

  private FutureTask<?> running(WorkSource source) {
    return Bounded.background(
        () -> {
          opener.set(Thread.currentThread());
          ThreadEach.run(job, source, ALL);
          return null;
        });
  }

  /** An interrupt of the opener is told, whenever it comes: also when a piece of its own has it. */
  @Test
  void run_openerInterruptedByItsPiece_isTold() {
    AtomicInteger told = new AtomicInteger();
    Job interrupting =
        new Job() {
          @Override
          public String name() {
            return "layer of a test";
          }

          @Override
          public void work(Worker worker) {
            throw new AssertionError("no shared work was asked for");
          }

          @Override
          public void workAlone(int number) {
            Thread.currentThread().interrupt();
          }

          @Override
          public void interrupted() {
            told.incrementAndGet();
          }
        };

    ThreadEach.run(interrupting, new RangeSource(0, 1), ALL, name -> new TestScope(0));

    assertFalse(Thread.interrupted());
    assertEquals(1, told.get());
  }

  /** At the limit an interrupt of the opener is told while it waits for one to end. */
  @Test
  void run_openerInterruptedAtTheLimit_isToldAndWaitsOn() throws Exception {
    FutureTask<?> run = running(3, 2, false);
    Bounded.until(() -> job.begun.get() == 2 && openerSleeps());

    opener.get().interrupt();

    Bounded.until(() -> job.told.get() == 1 && openerSleeps());
    assertEquals(2, job.begun.get());
    job.letAllGo();
    end(run);
    assertEquals(3, job.begun.get());
    assertEquals(0, job.interrupts.get());
  }
}
