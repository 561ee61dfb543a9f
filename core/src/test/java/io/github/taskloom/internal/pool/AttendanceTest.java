package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.LogRecords;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the thread that attends does while the owner works, by its state and its looks. */
@Timeout(60)
class AttendanceTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String POOL = "pool of a test";

  private final Standing job = new Standing();
  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final Attended attended = new Attended(POOL, job, Integer.MAX_VALUE, this::open);
  private ScriptedSource source;

  @BeforeEach
  void begin() {
    source = new ScriptedSource(attended.owner);
  }

  private Scope open(String name) {
    opened.add(name);
    return Scope.open(name);
  }

  @AfterEach
  void close() throws Exception {
    job.letAllGo();
    attended.close();
  }

  private boolean attendantSleeps() {
    Thread attendant = source.watcher;
    return attendant != null && attendant.getState() == Thread.State.WAITING;
  }

  /** While nothing is left it sleeps until there is something. */
  @Test
  void attend_nothingLeft_sleepsUntilThereIs() throws Exception {
    FutureTask<?> call = attended.work(job, source);
    Bounded.until(() -> source.sleeps.get() > 0);
    Bounded.until(this::attendantSleeps);
    assertEquals(List.of(POOL), opened);

    source.left = 5;
    LockSupport.unpark(source.watcher);

    Bounded.until(() -> job.begun.get() > 1); // the owner stands, so there are extra workers
    source.over = true;
    job.letAllGo();
    Attended.end(call);
    assertEquals(List.of(POOL, Standing.NAME), opened.subList(0, 2));
  }

  /**
   * While the owner gets on it looks now and then and brings no extra worker, until that is stuck.
   */
  @Test
  void attend_ownerGetsOn_onlyLooks() throws Exception {
    source.left = 5;
    source.progress = ScriptedSource.QUICK;
    FutureTask<?> call = attended.work(job, source);
    Bounded.until(() -> job.begun.get() > 0 && source.counts.get() > 0);
    long begin = System.nanoTime(); // before the count: this thread may be held up in between
    int counts = source.counts.get();

    Bounded.until(() -> source.counts.get() >= counts + 200);

    assertTrue(System.nanoTime() - begin > 400 * ScalingPolicy.TICK);
    assertEquals(1, job.begun.get());
    source.progress = 0;
    Bounded.until(() -> job.begun.get() > 1 && opened.contains(Standing.NAME));
    source.over = true;
    job.letAllGo();
    Attended.end(call);
  }

  /** Between two parts it sleeps, whatever the first one left; the second one wakes it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attend_betweenParts_sleepsUntilTheNext(boolean over) throws Exception {
    source.progress = ScriptedSource.QUICK;
    source.left = 1;
    source.over = over;
    FutureTask<?> first = attended.work(job, source);
    Bounded.until(() -> source.looks.get() > 0 && job.begun.get() == 1);
    job.letOneGo();
    Attended.end(first);
    Bounded.until(this::attendantSleeps);
    assertEquals(0, source.sleeps.get());
    ScriptedSource next = new ScriptedSource(attended.owner);
    next.left = 5;

    FutureTask<?> second = attended.work(job, next);

    Bounded.until(() -> job.begun.get() > 2);
    next.over = true;
    job.letAllGo();
    Attended.end(second);
    Bounded.until(this::attendantSleeps);
  }

  /** Nor does it wait for more of what is over while the owner is still at it. */
  @Test
  void attend_workIsOver_sleepsUntilTheNext() throws Exception {
    source.over = true;
    FutureTask<?> call = attended.work(job, source);

    Bounded.until(this::attendantSleeps);

    assertEquals(0, source.sleeps.get());
    job.letAllGo();
    Attended.end(call);
  }

  /** After a part of slow pieces helpers come to the next one, and no scope is opened for it. */
  @Test
  void work_afterSlowPieces_isHelped() throws Exception {
    source.left = ScalingPolicy.MANY;
    FutureTask<?> slow = attended.work(job, source);
    Bounded.until(() -> job.begun.get() > 1);
    source.over = true;
    job.letAllGo();
    Attended.end(slow);
    int scopes = opened.size();
    Standing second = new Standing();
    ScriptedSource next = new ScriptedSource(attended.owner);
    next.left = ScalingPolicy.MANY;
    next.progress = ScriptedSource.QUICK; // so no extra workers are brought

    FutureTask<?> call = attended.work(second, next);

    Bounded.until(() -> second.begun.get() == CORES);
    assertTrue(second.threads.contains(attended.owner));
    next.over = true;
    second.letAllGo();
    Attended.end(call);
    assertEquals(CORES, second.begun.get());
    assertEquals(scopes, opened.size());
  }

  private static Scope openForPoolAlone(String name) {
    if (!name.equals(POOL)) {
      throw new IllegalStateException("no scope is to be had");
    }
    return Scope.open(name);
  }

  /** Where extra workers cannot be brought the owner works alone, and a log tells why. */
  @Test
  void bringExtraWorkers_noScope_ownerWorksAlone() throws Exception {
    try (LogRecords records = new LogRecords(WorkerPool.class)) {
      Attended poor = new Attended(POOL, job, Integer.MAX_VALUE, AttendanceTest::openForPoolAlone);
      ScriptedSource part = new ScriptedSource(poor.owner);
      part.left = 5;
      FutureTask<?> call = poor.work(job, part);

      Bounded.until(() -> !records.all().isEmpty());

      assertEquals("no scope is to be had", records.all().getFirst().getThrown().getMessage());
      assertTrue(records.all().getFirst().getMessage().contains(POOL));
      part.left = 0;
      job.letAllGo();
      Attended.end(call);
      poor.close();
      assertEquals(Set.of(poor.owner), job.threads);
    }
    assertEquals(1, job.begun.get());
  }

  /** Where no scope is to be had it is told once and tried again after pauses, not all the time. */
  @Test
  void bringExtraWorkers_noScopeForAWhile_areTriedAfterPausesAndCome() throws Exception {
    int refused = 8;
    List<Long> tries = new CopyOnWriteArrayList<>();
    try (LogRecords records = new LogRecords(WorkerPool.class)) {
      Attended poor =
          new Attended(
              POOL,
              job,
              Integer.MAX_VALUE,
              name -> {
                if (!name.equals(POOL)) {
                  tries.add(System.nanoTime());
                  if (tries.size() == refused) {
                    Thread.currentThread().interrupt(); // ends the pause, and is told at once
                  }
                }
                boolean isTold = job.told.get() > 0; // before it is tried once more
                return tries.size() > refused && isTold ? Scope.open(name) : openForPoolAlone(name);
              });
      ScriptedSource part = new ScriptedSource(poor.owner);
      part.left = 5;

      FutureTask<?> call = poor.work(job, part);

      Bounded.until(() -> job.begun.get() > 1);
      part.over = true;
      job.letAllGo();
      Attended.end(call);
      poor.close();
      assertEquals(1, records.all().size());
    }
    assertEquals(1, job.told.get());
    for (int i = 1; i < refused; i++) {
      assertTrue(tries.get(i) - tries.get(i - 1) >= ScalingPolicy.afterRefusals(i));
    }
    assertEquals(2_048 * ScalingPolicy.TICK, ScalingPolicy.afterRefusals(Integer.MAX_VALUE));
  }

  /** Where no thread is to be had for a helper the owner works alone, and a log tells why. */
  @Test
  void callHelp_noThread_ownerWorksAlone() throws Exception {
    assumeTrue(CORES > 1, "one core has no helper");
    try (LogRecords records = new LogRecords(WorkerPool.class)) {
      Attended poor = new Attended(POOL, job, Integer.MAX_VALUE, name -> new TestScope(1));
      ScriptedSource slow = new ScriptedSource(poor.owner);
      slow.left = ScalingPolicy.MANY;
      slow.progress =
          ScriptedSource.QUICK; // between two looks, so that no extra workers are brought
      FutureTask<?> first = poor.work(job, slow);
      Bounded.until(() -> job.begun.get() == 1);
      job.letAllGo();
      Attended.end(first);
      Standing second = new Standing();

      FutureTask<?> call = poor.work(second, slow);

      Bounded.until(() -> !records.all().isEmpty());
      assertTrue(records.all().getFirst().getMessage().contains("No helper for " + POOL));
      second.letAllGo();
      Attended.end(call);
      poor.close();
      assertEquals(Set.of(poor.owner), second.threads);
    }
  }
}
