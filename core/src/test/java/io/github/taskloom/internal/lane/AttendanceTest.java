package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.LogRecords;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner of a crew does beside its worker, by its thread's state and its looks. */
@Timeout(60)
class AttendanceTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String CREW = "crew of a test";

  private final Standing job = new Standing();
  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final Attended attended = new Attended(this::open);
  private ScriptedWork work;

  /** A crew whose worker does what a test hands it, while another thread attends. */
  private final class Attended {
    private final BlockingQueue<FutureTask<?>> calls = new LinkedBlockingQueue<>();
    private final FutureTask<?> attending;
    private final FutureTask<?> last = new FutureTask<>(() -> {}, null);
    private volatile Crew crew;
    volatile Thread worker;

    Attended(Function<String, Scope> scopes) {
      attending =
          Bounded.background(
              () -> {
                Crew mine = new Crew(CREW, Integer.MAX_VALUE, scopes);
                crew = mine;
                mine.attend(job, this::serve);
                return null;
              });
      Bounded.until(() -> worker != null);
    }

    private void serve() {
      worker = Thread.currentThread();
      try {
        for (FutureTask<?> call = calls.take(); call != last; call = calls.take()) {
          call.run();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    FutureTask<?> work(Job does, Work part) {
      FutureTask<?> call = new FutureTask<>(() -> crew.work(does, part), null);
      calls.add(call);
      return call;
    }

    void close() throws Exception {
      calls.add(last);
      end(attending);
    }
  }

  @BeforeEach
  void begin() {
    work = new ScriptedWork(attended.worker);
  }

  private Scope open(String name) {
    opened.add(name);
    return Scope.open(name);
  }

  private static void end(FutureTask<?> call) throws Exception {
    call.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    job.letAllGo();
    attended.close();
  }

  private boolean ownerSleeps() {
    Thread owner = work.watcher;
    return owner != null && owner.getState() == Thread.State.WAITING;
  }

  /** While nothing is left it sleeps until there is something. */
  @Test
  void attend_nothingLeft_sleepsUntilThereIs() throws Exception {
    FutureTask<?> shift = attended.work(job, work);
    Bounded.until(() -> work.sleeps.get() > 0);
    Bounded.until(this::ownerSleeps);
    assertEquals(List.of(CREW), opened);

    work.left = 5;
    LockSupport.unpark(work.watcher);

    Bounded.until(() -> job.begun.get() > 1); // its worker stands, so there are lanes
    work.over = true;
    job.letAllGo();
    end(shift);
    assertEquals(List.of(CREW, Standing.NAME), opened.subList(0, 2));
  }

  /** While the worker gets on it looks now and then and brings no lane, until it is stuck. */
  @Test
  void attend_workerGetsOn_onlyLooks() throws Exception {
    work.left = 5;
    work.progress = 1_000_000; // between two looks: so many are quick even if they are rare
    FutureTask<?> shift = attended.work(job, work);
    Bounded.until(() -> job.begun.get() > 0 && work.counts.get() > 0);
    int counts = work.counts.get();
    long begin = System.nanoTime();

    Bounded.until(() -> work.counts.get() >= counts + 200);

    assertTrue(System.nanoTime() - begin > 400 * Staffing.TICK);
    assertEquals(1, job.begun.get());
    work.progress = 0;
    Bounded.until(() -> job.begun.get() > 1);
    work.over = true;
    job.letAllGo();
    end(shift);
  }

  /** Between two shifts it sleeps, whatever the first one left; the second one wakes it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attend_betweenShifts_sleepsUntilTheNext(boolean over) throws Exception {
    work.progress = 1_000_000;
    work.left = 1;
    work.over = over;
    FutureTask<?> first = attended.work(job, work);
    Bounded.until(() -> work.looks.get() > 0 && job.begun.get() == 1);
    job.letOneGo();
    end(first);
    Bounded.until(this::ownerSleeps);
    assertEquals(0, work.sleeps.get());
    ScriptedWork next = new ScriptedWork(attended.worker);
    next.left = 5;

    FutureTask<?> second = attended.work(job, next);

    Bounded.until(() -> job.begun.get() > 2);
    next.over = true;
    job.letAllGo();
    end(second);
    Bounded.until(this::ownerSleeps);
  }

  /** Nor does it wait for more of what is over while the worker is still at it. */
  @Test
  void attend_workIsOver_sleepsUntilTheNext() throws Exception {
    work.over = true;
    FutureTask<?> shift = attended.work(job, work);

    Bounded.until(this::ownerSleeps);

    assertEquals(0, work.sleeps.get());
    job.letAllGo();
    end(shift);
  }

  /** After a shift of slow pieces helpers come to the next one, and no scope is opened for it. */
  @Test
  void work_afterSlowPieces_isHelped() throws Exception {
    work.left = Staffing.MANY;
    FutureTask<?> slow = attended.work(job, work);
    Bounded.until(() -> job.begun.get() > 1);
    work.over = true;
    job.letAllGo();
    end(slow);
    int scopes = opened.size();
    Standing second = new Standing();
    ScriptedWork next = new ScriptedWork(attended.worker);
    next.left = Staffing.MANY;
    next.progress = 1_000_000; // so the owner brings no lanes

    FutureTask<?> shift = attended.work(second, next);

    Bounded.until(() -> second.begun.get() == CORES);
    assertTrue(second.threads.contains(attended.worker));
    next.over = true;
    second.letAllGo();
    end(shift);
    assertEquals(CORES, second.begun.get());
    assertEquals(scopes, opened.size());
  }

  private static Scope openForCrewAlone(String name) {
    if (!name.equals(CREW)) {
      throw new IllegalStateException("no scope is to be had");
    }
    return Scope.open(name);
  }

  /** Where lanes cannot be brought the worker works alone, and a log tells why. */
  @Test
  void bringLanes_noScope_workerWorksAlone() throws Exception {
    try (LogRecords records = new LogRecords(Crew.class)) {
      Attended poor = new Attended(AttendanceTest::openForCrewAlone);
      ScriptedWork part = new ScriptedWork(poor.worker);
      part.left = 5;
      FutureTask<?> shift = poor.work(job, part);

      Bounded.until(() -> !records.all().isEmpty());

      assertEquals("no scope is to be had", records.all().getFirst().getThrown().getMessage());
      assertTrue(records.all().getFirst().getMessage().contains(CREW));
      part.left = 0;
      job.letAllGo();
      end(shift);
      poor.close();
      assertEquals(Set.of(poor.worker), job.threads);
    }
    assertEquals(1, job.begun.get());
  }

  /** Where no scope is to be had it is told once and tried again after pauses, not all the time. */
  @Test
  void bringLanes_noScopeForAWhile_areTriedAfterPausesAndCome() throws Exception {
    int refused = 8;
    List<Long> tries = new CopyOnWriteArrayList<>();
    try (LogRecords records = new LogRecords(Crew.class)) {
      Attended poor =
          new Attended(
              name -> {
                if (!name.equals(CREW)) {
                  tries.add(System.nanoTime());
                  if (tries.size() == refused) {
                    Thread.currentThread().interrupt(); // ends the pause, and is told at once
                  }
                }
                return tries.size() > refused ? Scope.open(name) : openForCrewAlone(name);
              });
      ScriptedWork part = new ScriptedWork(poor.worker);
      part.left = 5;

      FutureTask<?> shift = poor.work(job, part);

      Bounded.until(() -> job.begun.get() > 1);
      part.over = true;
      job.letAllGo();
      end(shift);
      poor.close();
      assertEquals(1, records.all().size());
    }
    assertEquals(1, job.told.get());
    for (int i = 1; i < refused; i++) {
      assertTrue(tries.get(i) - tries.get(i - 1) >= Staffing.afterRefusals(i));
    }
    assertEquals(2_048 * Staffing.TICK, Staffing.afterRefusals(Integer.MAX_VALUE));
  }

  /** Where no thread is to be had for a helper the worker works alone, and a log tells why. */
  @Test
  void callHelp_noThread_workerWorksAlone() throws Exception {
    assumeTrue(CORES > 1, "one core has no helper");
    try (LogRecords records = new LogRecords(Crew.class)) {
      Attended poor = new Attended(name -> new TestScope(1));
      ScriptedWork slow = new ScriptedWork(poor.worker);
      slow.left = Staffing.MANY;
      slow.progress = 1_000_000; // between two looks, so that its owner does nothing
      FutureTask<?> first = poor.work(job, slow);
      Bounded.until(() -> job.begun.get() == 1);
      job.letAllGo();
      end(first);
      Standing second = new Standing();

      FutureTask<?> shift = poor.work(second, slow);

      Bounded.until(() -> !records.all().isEmpty());
      assertTrue(records.all().getFirst().getMessage().contains("No helper for " + CREW));
      second.letAllGo();
      end(shift);
      poor.close();
      assertEquals(Set.of(poor.worker), second.threads);
    }
  }
}
