package io.github.taskloom.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.jdbc.testing.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that makes 200 tasks under a journal in PostgreSQL is killed at random moments, and
 * begun again, until all are DONE; three such runs at a time. How often is {@code
 * -Dtaskloom.kills}.
 */
@Tag("sized")
@Tag("full-only")
@Timeout(7_200)
class JdbcKillTest {
  private static final int KILLS = Integer.getInteger("taskloom.kills", 50);
  private static final int AT_A_TIME = 3;

  private final long seed = Long.getLong("taskloom.seed", System.nanoTime());
  private final Random seeds = new Random(seed);
  private final AtomicInteger graphs = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger budget = new AtomicInteger(KILLS);
  private final AtomicInteger whileOpen = new AtomicInteger();

  @TempDir Path folder;

  /**
   * Nothing that was recorded as DONE is lost or runs again, nothing that has not ended counts as
   * DONE, a task began only when what it stands on was recorded, and where appends wait no more
   * tasks run twice than ran at the kill. The run of a process that was killed is taken over.
   */
  @Test
  void kill_atAnyMoment_losesNothingThatWasFinished() throws Exception {
    System.out.println("JdbcKillTest: -Dtaskloom.seed=" + seed + " -Dtaskloom.kills=" + KILLS);
    String url = Postgres.url(Postgres.createSchema());
    long begin = System.nanoTime();
    List<FutureTask<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < AT_A_TIME; thread++) {
      FutureTask<Void> runs = new FutureTask<>(() -> runUntilEnough(url));
      Thread.ofPlatform().daemon().start(runs);
      threads.add(runs);
    }
    for (FutureTask<Void> thread : threads) {
      thread.get();
    }
    assertTrue(whileOpen.get() > KILLS / 2, () -> "only " + whileOpen + " had the run");
    System.out.println(
        "JdbcKillTest: "
            + kills
            + " kills of "
            + graphs
            + " graphs, "
            + whileOpen
            + " of processes that had the run, in "
            + (System.nanoTime() - begin) / 1_000_000_000
            + " s");
  }

  private Void runUntilEnough(String url) throws Exception {
    while (budget.get() > 0) {
      long own;
      synchronized (seeds) {
        own = seeds.nextLong();
      }
      int number = graphs.incrementAndGet();
      KilledRun run =
          new KilledRun(url, "run " + number, folder.resolve("run" + number), own, budget);
      run.toItsEnd();
      kills.addAndGet(run.kills());
      whileOpen.addAndGet(run.killedWhileOpen());
    }
    return null;
  }
}
