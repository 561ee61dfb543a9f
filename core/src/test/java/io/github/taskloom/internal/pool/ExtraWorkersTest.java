package io.github.taskloom.internal.pool;

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

/** What the thread that brings extra workers does while they are at work, by its states. */
@Timeout(60)
class ExtraWorkersTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int ALL = Integer.MAX_VALUE;

  private final ScriptedSource source = new ScriptedSource(Thread.currentThread());
  private final Standing job = new Standing();
  private final AtomicReference<Thread> attendant = new AtomicReference<>();

  /** Brings extra workers, on a thread of its own. */
  private FutureTask<Boolean> bringing(int most, Function<String, Scope> scopes) {
    PoolPart part = new PoolPart(job, source, ALL, false);
    return Bounded.background(
        () -> {
          attendant.set(Thread.currentThread());
          return ExtraWorkers.run(part, most, scopes);
        });
  }

  /** Sleeps without a limit: nothing but a wake-up ends it. */
  private boolean attendantSleeps() {
    Thread thread = attendant.get();
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  /** An interrupt of the thread that waits is told, and reaches none of the extra workers. */
  private void interruptTheAttendant() {
    Thread thread = Objects.requireNonNull(attendant.get());
    int told = job.told.get();
    thread.interrupt();
    Bounded.until(() -> job.told.get() == told + 1 && attendantSleeps());
    assertFalse(thread.isInterrupted());
  }

  private static <T> T end(FutureTask<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean run(WorkSource source, Consumer<Worker> body) {
    return ExtraWorkers.run(
        new PoolPart(
            new WorkerPoolTest.Body(() -> "extra workers of a test", body), source, ALL, false),
        ALL,
        Scope::open);
  }

  /** It says whether the extra workers got anything to do. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000})
  void run_somethingOrNothing_saysSo(int pieces) {
    AtomicInteger done = new AtomicInteger();
    Consumer<Worker> body =
        worker -> {
          while (worker.claim() >= 0) {
            done.incrementAndGet();
          }
        };

    assertEquals(pieces > 0, run(new RangeSource(0, pieces), body));

    assertEquals(pieces, done.get());
  }

  /** It returns when all extra workers have left, though more work may come. */
  @Test
  void run_allLeave_returns() throws Exception {
    source.left = 10;
    job.letAllGo();

    assertFalse(end(bringing(2, Scope::open)));

    assertFalse(source.isOver());
  }

  /** At the limit the thread that attends sleeps, and brings another one when one has left. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void attend_atTheLimit_sleepsUntilOneLeaves(int most) throws Exception {
    source.left = 10;
    FutureTask<Boolean> extra = bringing(most, Scope::open);
    Bounded.until(() -> job.begun.get() == most && attendantSleeps());
    interruptTheAttendant();

    job.letOneGo();

    Bounded.until(() -> job.begun.get() == most + 1 && attendantSleeps());
    assertEquals(0, source.sleeps.get());
    source.over = true;
    job.letAllGo();
    end(extra);
    assertEquals(most + 1, job.begun.get());
    assertEquals(0, job.interrupts.get());
  }

  /** While nothing is left it sleeps until something is, and then brings extra workers. */
  @Test
  void attend_nothingLeft_sleepsUntilThereIs() throws Exception {
    FutureTask<Boolean> extra = bringing(ALL, Scope::open);
    Bounded.until(() -> job.begun.get() == 1 && source.sleeps.get() > 0 && attendantSleeps());
    interruptTheAttendant();

    source.left = 3;
    attendant.get().interrupt(); // as good as the wake-up that comes with an offer

    Bounded.until(() -> job.begun.get() > 3);
    source.over = true;
    job.letAllGo();
    end(extra);
    assertEquals(0, job.interrupts.get());
  }

  /** Extra workers that get on, one piece each in a tick, are enough; it looks once in a tick. */
  @Test
  void attend_extraWorkersGetOn_bringsNoMore() throws Exception {
    source.left = 100;
    source.progress = CORES;
    FutureTask<Boolean> extra = bringing(ALL, Scope::open);

    Bounded.until(() -> job.begun.get() >= CORES && source.counts.get() > 0);
    long begin = System.nanoTime(); // before the count: this thread may be held up in between
    int counts = source.counts.get();

    Bounded.until(() -> source.counts.get() >= counts + 200);

    assertTrue(System.nanoTime() - begin > 100 * ScalingPolicy.TICK);
    assertEquals(CORES, job.begun.get());
    source.progress = 0;
    Bounded.until(() -> job.begun.get() > CORES);
    source.over = true;
    job.letAllGo();
    end(extra);
  }

  /** Once nothing more is to be claimed it sleeps until the last extra worker has ended. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void awaitEnd_extraWorkersAtWork_sleepsUntilTheLastEnds(boolean jdk) throws Exception {
    int most = Math.min(2, CORES);
    source.left = 10;
    source.over = true;
    FutureTask<Boolean> extra = bringing(most, jdk ? Scope::open : name -> new TestScope(ALL));
    Bounded.until(() -> job.begun.get() == most && attendantSleeps());
    interruptTheAttendant();

    job.letAllGo();

    end(extra);
    assertEquals(0, job.interrupts.get());
  }

  /** Where no thread is to be had the one that attends does the work; with some, they do. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void fork_noThread_worksItself(int threads) throws Exception {
    source.left = 10;
    FutureTask<Boolean> extra = bringing(5, name -> new TestScope(threads));

    Bounded.until(() -> job.begun.get() == 1);
    source.over = true;
    Bounded.until(() -> threads == 0 || attendantSleeps()); // it tries no more
    job.letAllGo();

    end(extra);
    assertEquals(1, job.begun.get());
    assertEquals(threads == 0, job.threads.contains(attendant.get()));
  }

  /** One that comes when all have ended but the scope is told, too. */
  @Test
  void join_interrupted_isTold() throws Exception {
    job.letAllGo();
    source.left = 10;
    source.over = true;

    end(bringing(1, name -> new TestScope(ALL).interruptedAtTheEnd()));

    assertEquals(1, job.told.get());
  }

  /** What an extra worker has made ready and leaves behind is there for others. */
  @Test
  void work_leavesSomethingBehind_isThereForOthers() {
    ReadyQueue ready = new ReadyQueue(2);

    AtomicInteger begun = new AtomicInteger();

    run(
        ready,
        worker -> {
          if (begun.incrementAndGet() == 1) {
            worker.offer(7);
          }
        });

    assertTrue(ready.hasOffered());
    assertEquals(7, ready.tryClaim(null));
  }
}
