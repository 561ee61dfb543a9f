package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What who has opened lanes does while they are at work, by the states of its thread. */
@Timeout(60)
class LanesTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int ALL = Integer.MAX_VALUE;

  private final ScriptedWork work = new ScriptedWork(Thread.currentThread());
  private final Standing job = new Standing();
  private final AtomicReference<Thread> opener = new AtomicReference<>();

  /** Opens lanes on a thread of its own. */
  private FutureTask<Boolean> opening(int most, Function<String, Scope> scopes) {
    Shift shift = new Shift(job, work, ALL, false);
    return Bounded.background(
        () -> {
          opener.set(Thread.currentThread());
          return Lanes.run(shift, most, scopes);
        });
  }

  /** Sleeps without a limit: nothing but a wake-up ends it. */
  private boolean openerSleeps() {
    Thread thread = opener.get();
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  /** An interrupt of who waits is taken, and reaches none of the lanes. */
  private void interruptTheOpener() {
    Thread thread = Objects.requireNonNull(opener.get());
    thread.interrupt();
    Bounded.until(() -> !thread.isInterrupted() && openerSleeps());
  }

  private static <T> T end(FutureTask<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean run(Work work, Consumer<Hand> body) {
    return Lanes.run(
        new Shift(new CrewTest.Body(() -> "lanes of a test", body), work, ALL, false),
        ALL,
        Scope::open);
  }

  /** It says whether the lanes got anything to do. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000})
  void run_somethingOrNothing_saysSo(int pieces) {
    AtomicInteger done = new AtomicInteger();
    Consumer<Hand> body =
        hand -> {
          while (hand.claim() >= 0) {
            done.incrementAndGet();
          }
        };

    assertEquals(pieces > 0, run(new Claims(0, pieces), body));

    assertEquals(pieces, done.get());
  }

  /** It returns when all lanes have left, though more work may come. */
  @Test
  void run_allLanesLeave_returns() throws Exception {
    work.left = 10;
    job.letAllGo();

    assertFalse(end(opening(2, Scope::open)));

    assertFalse(work.isOver());
  }

  /** At the limit who has opened them sleeps, and brings another one when one has left. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void attend_atTheLimit_sleepsUntilOneLeaves(int most) throws Exception {
    work.left = 10;
    FutureTask<Boolean> lanes = opening(most, Scope::open);
    Bounded.until(() -> job.begun.get() == most && openerSleeps());
    interruptTheOpener();

    job.letOneGo();

    Bounded.until(() -> job.begun.get() == most + 1 && openerSleeps());
    assertEquals(0, work.sleeps.get());
    work.over = true;
    job.letAllGo();
    end(lanes);
    assertEquals(most + 1, job.begun.get());
    assertEquals(0, job.interrupts.get());
  }

  /** While nothing is left it sleeps until something is, and then brings lanes. */
  @Test
  void attend_nothingLeft_sleepsUntilThereIs() throws Exception {
    FutureTask<Boolean> lanes = opening(ALL, Scope::open);
    Bounded.until(() -> job.begun.get() == 1 && work.sleeps.get() > 0 && openerSleeps());
    interruptTheOpener();

    work.left = 3;
    opener.get().interrupt(); // as good as the wake-up that comes with an offer

    Bounded.until(() -> job.begun.get() > 3);
    work.over = true;
    job.letAllGo();
    end(lanes);
    assertEquals(0, job.interrupts.get());
  }

  /** Lanes that get on, one piece each in a tick, are enough; it looks once in a tick. */
  @Test
  void attend_lanesGetOn_bringsNoMore() throws Exception {
    work.left = 100;
    work.progress = CORES;
    FutureTask<Boolean> lanes = opening(ALL, Scope::open);

    Bounded.until(() -> job.begun.get() >= CORES && work.counts.get() > 0);
    int counts = work.counts.get();
    long begin = System.nanoTime();

    Bounded.until(() -> work.counts.get() >= counts + 200);

    assertTrue(System.nanoTime() - begin > 100 * Staffing.TICK);
    assertEquals(CORES, job.begun.get());
    work.progress = 0;
    Bounded.until(() -> job.begun.get() > CORES);
    work.over = true;
    job.letAllGo();
    end(lanes);
  }

  /** Once nothing more is to be claimed it sleeps until the last lane has ended. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void awaitEnd_lanesAtWork_sleepsUntilTheLastEnds(boolean jdk) throws Exception {
    int most = Math.min(2, CORES);
    work.left = 10;
    work.over = true;
    FutureTask<Boolean> lanes = opening(most, jdk ? Scope::open : name -> new TestScope(ALL));
    Bounded.until(() -> job.begun.get() == most && openerSleeps());
    interruptTheOpener();

    job.letAllGo();

    end(lanes);
    assertEquals(0, job.interrupts.get());
  }

  /** Where no thread is to be had who has opened them does the work; with some, they do. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void fork_noThread_worksItself(int threads) throws Exception {
    work.left = 10;
    FutureTask<Boolean> lanes = opening(5, name -> new TestScope(threads));

    Bounded.until(() -> job.begun.get() == 1);
    work.over = true;
    Bounded.until(() -> threads == 0 || openerSleeps()); // it tries no more
    job.letAllGo();

    end(lanes);
    assertEquals(1, job.begun.get());
    assertEquals(threads == 0, job.threads.contains(opener.get()));
  }
}
