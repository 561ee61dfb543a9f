package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which threads come to an owner that gets on, and what the thread that attends is told of. */
@Timeout(60)
class HelpedPoolTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int ALL = Integer.MAX_VALUE;
  private static final String POOL = "pool of a test";

  private final Standing job = new Standing();
  private final List<String> opened = new CopyOnWriteArrayList<>();

  private Scope open(String name) {
    opened.add(name);
    return Scope.open(name);
  }

  /** A part whose owner gets on, one piece between two looks, which is slow. */
  private static ScriptedSource slow(Attended attended) {
    ScriptedSource source = new ScriptedSource(attended.owner);
    source.left = 1_000;
    source.progress = 1;
    return source;
  }

  private static void end(ScriptedSource source, Standing job, FutureTask<?> call)
      throws Exception {
    source.over = true;
    job.letAllGo();
    Attended.end(call);
  }

  /** Slow pieces get a helper for each further core, and no scope of their own. */
  @Test
  void attend_ownerIsSlow_isHelped() throws Exception {
    Attended attended = new Attended(POOL, job, ALL, this::open);
    ScriptedSource source = slow(attended);
    FutureTask<?> call = attended.work(job, source);
    Bounded.until(() -> job.begun.get() == CORES);
    int counts = source.counts.get();
    Bounded.until(() -> source.counts.get() >= counts + 20);

    assertEquals(CORES, job.begun.get());
    end(source, job, call);
    attended.close();
    assertEquals(CORES, job.threads.size());
    assertEquals(List.of(POOL), opened);
  }

  /** Under a limit of threads extra workers come in their place, up to that. */
  @Test
  void attend_ownerIsSlowUnderALimit_extraWorkersCome() throws Exception {
    assumeTrue(CORES > 1, "one core has no use for another thread");
    Attended attended = new Attended(POOL, job, 3, this::open);
    ScriptedSource source = slow(attended);
    FutureTask<?> call = attended.work(job, source);
    Bounded.until(() -> job.begun.get() > 1);

    end(source, job, call);
    attended.close();
    assertEquals(List.of(POOL, Standing.NAME), opened.subList(0, 2));
  }

  /** A helper that has fallen asleep comes again where the next part is worth it. */
  @Test
  void work_helperSleeps_isCalledAgain() throws Exception {
    assumeTrue(CORES > 1, "one core has no helper");
    Attended attended = new Attended(POOL, job, ALL, this::open);
    ScriptedSource first = slow(attended);
    FutureTask<?> call = attended.work(job, first);
    Bounded.until(() -> job.begun.get() == CORES);
    end(first, job, call);
    job.threads.remove(attended.owner);
    Bounded.until(() -> job.threads.stream().allMatch(it -> it.getState() == Thread.State.WAITING));
    Standing again = new Standing();
    ScriptedSource second = slow(attended);
    second.progress =
        ScriptedSource.QUICK; // so it is known by the first part alone that it is worth it

    FutureTask<?> next = attended.work(again, second);

    Bounded.until(() -> again.begun.get() == CORES);
    end(second, again, next);
    attended.close();
    assertEquals(List.of(POOL), opened);
  }

  /** An interrupt of the thread that attends is told while the owner gets on. */
  @Test
  void attend_interruptedWhileTheOwnerGetsOn_isTold() throws Exception {
    Attended attended = new Attended(POOL, job, ALL, this::open);
    ScriptedSource source = slow(attended);
    source.progress = ScriptedSource.QUICK;
    FutureTask<?> call = attended.work(job, source);
    Bounded.until(() -> job.begun.get() == 1 && source.counts.get() > 0);

    attended.attendant.interrupt();

    Bounded.until(() -> job.told.get() == 1);
    assertFalse(attended.attendant.isInterrupted());
    end(source, job, call);
    attended.close();
    assertEquals(1, job.told.get());
    assertEquals(0, job.interrupts.get());
  }

  /** So is one that comes when all is over but the end of the threads. */
  @Test
  void attend_interruptedAtTheEnd_isTold() {
    AtomicInteger done = new AtomicInteger();
    WorkerPool pool = new WorkerPool(POOL, ALL, name -> new TestScope(ALL).interruptedAtTheEnd());

    pool.attend(job, done::incrementAndGet);

    assertEquals(1, done.get());
    assertEquals(1, job.told.get());
  }
}
