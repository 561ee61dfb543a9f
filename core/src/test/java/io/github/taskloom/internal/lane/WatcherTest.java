package io.github.taskloom.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.LogRecords;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watcher of a crew does, by its thread's state and by its looks at the work. */
@Timeout(60)
class WatcherTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int PATIENCE = 20; // as in Crew
  private static final String CREW = "crew of a test";

  private final Owner owner = new Owner();
  private final ScriptedWork work = new ScriptedWork(owner.thread);
  private final Standing job = new Standing();
  private final List<String> opened = new CopyOnWriteArrayList<>();

  /** The one thread that may use a crew, which does what a test hands it. */
  private static final class Owner {
    private final BlockingQueue<FutureTask<?>> calls = new LinkedBlockingQueue<>();
    final Thread thread = Thread.ofPlatform().daemon().unstarted(this::serve);

    private void serve() {
      try {
        while (true) {
          calls.take().run();
        }
      } catch (InterruptedException e) {
        // the end of the test
      }
    }

    FutureTask<?> call(Runnable body) {
      FutureTask<?> call = new FutureTask<>(body, null);
      calls.add(call);
      return call;
    }
  }

  // By the owner alone.
  private Crew crew;
  private Crew poor;

  @BeforeEach
  void begin() throws Exception {
    owner.thread.start();
    end(owner.call(() -> crew = new Crew(CREW, 1_000, false, this::open)));
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
    end(owner.call(crew::close));
    owner.thread.interrupt();
  }

  private boolean watcherSleeps() {
    Thread watcher = work.watcher;
    return watcher != null && watcher.getState() == Thread.State.WAITING;
  }

  /** While nothing is left it looks for some ticks before it sleeps until there is something. */
  @Test
  void watcher_nothingLeft_looksThenSleeps() throws Exception {
    long begin = System.nanoTime();
    FutureTask<?> shift = owner.call(() -> crew.work(job, work));
    Bounded.until(() -> work.sleeps.get() > 0);
    assertTrue(work.looks.get() > PATIENCE, () -> work.looks + " looks");
    assertTrue(System.nanoTime() - begin > PATIENCE / 2 * Staffing.TICK);
    Bounded.until(this::watcherSleeps);
    assertEquals(List.of(CREW), opened);

    work.left = 5;
    LockSupport.unpark(work.watcher);

    Bounded.until(() -> job.begun.get() > 1); // its owner stands, so there are lanes
    work.over = true;
    job.letAllGo();
    end(shift);
    assertEquals(List.of(CREW, Standing.NAME), opened.subList(0, 2));
  }

  /** While the owner gets on it looks once in a tick and brings nobody, until it gets stuck. */
  @Test
  void watcher_ownerGetsOn_onlyLooks() throws Exception {
    work.left = 5;
    work.progress = 1_000_000; // in a tick: so many are quick even if the watcher comes late
    FutureTask<?> shift = owner.call(() -> crew.work(job, work));
    Bounded.until(() -> job.begun.get() > 0 && work.counts.get() > 0);
    int counts = work.counts.get();
    long begin = System.nanoTime();

    Bounded.until(() -> work.counts.get() >= counts + 200);

    assertTrue(System.nanoTime() - begin > 100 * Staffing.TICK);
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
  void watcher_betweenShifts_sleepsUntilTheNext(boolean over) throws Exception {
    work.progress = 1_000_000;
    work.left = 1;
    work.over = over;
    FutureTask<?> first = owner.call(() -> crew.work(job, work));
    Bounded.until(() -> work.looks.get() > 0 && job.begun.get() == 1);
    job.letOneGo();
    end(first);
    Bounded.until(this::watcherSleeps);
    assertEquals(0, work.sleeps.get());
    ScriptedWork next = new ScriptedWork(owner.thread);
    next.left = 5;

    FutureTask<?> second = owner.call(() -> crew.work(job, next));

    Bounded.until(() -> job.begun.get() > 2);
    next.over = true;
    job.letAllGo();
    end(second);
    Bounded.until(this::watcherSleeps);
  }

  /** Nor does it wait for more of what is over while the owner is still at it. */
  @Test
  void watcher_workIsOver_sleepsUntilTheNext() throws Exception {
    work.over = true;
    FutureTask<?> shift = owner.call(() -> crew.work(job, work));

    Bounded.until(this::watcherSleeps);

    assertEquals(0, work.sleeps.get());
    job.letAllGo();
    end(shift);
  }

  /** After a shift of slow pieces the owner brings lanes itself, whether anybody watches or not. */
  @Test
  void work_afterSlowPieces_bringsLanesAtOnce() throws Exception {
    work.left = 5;
    FutureTask<?> slow = owner.call(() -> crew.work(job, work));
    Bounded.until(() -> job.begun.get() > 1);
    work.over = true;
    job.letAllGo();
    end(slow);
    Standing second = new Standing();
    ScriptedWork next = new ScriptedWork(owner.thread); // nothing is left for a watcher to see

    FutureTask<?> shift = owner.call(() -> crew.work(second, next));

    Bounded.until(() -> second.begun.get() == CORES);
    assertTrue(second.threads.contains(owner.thread));
    next.over = true;
    second.letAllGo();
    end(shift);
    assertEquals(CORES, second.begun.get());
  }

  private static Scope openForCrewAlone(String name) {
    if (!name.equals(CREW)) {
      throw new IllegalStateException("no scope is to be had");
    }
    return Scope.open(name);
  }

  /** Where lanes cannot be brought the owner works alone, and a log tells why. */
  @Test
  void bringLanes_noScope_ownerWorksAlone() throws Exception {
    try (LogRecords records = new LogRecords(Crew.class)) {
      end(owner.call(() -> poor = new Crew(CREW, 1_000, false, WatcherTest::openForCrewAlone)));
      work.left = 5;
      FutureTask<?> shift = owner.call(() -> poor.work(job, work));

      Bounded.until(() -> !records.all().isEmpty());

      assertEquals("no scope is to be had", records.all().getFirst().getThrown().getMessage());
      assertTrue(records.all().getFirst().getMessage().contains(CREW));
      work.left = 0;
      job.letAllGo();
      end(shift);
      end(owner.call(poor::close));
    }
    assertEquals(1, job.begun.get());
    assertFalse(job.threads.stream().anyMatch(Thread::isVirtual));
  }
}
