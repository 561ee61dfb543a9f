package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions that make tasks through the executor whose threads they run on. */
@Timeout(60)
class ExecutorNestedTest {
  private static final int THREADS = 2;
  private static final String STUCK = "makes within each other wait for ever";

  private static void assertEndsByItself(ExecutorService pool) throws InterruptedException {
    Make how = Make.defaults().queue(pool);
    CountDownLatch all = new CountDownLatch(THREADS);
    List<Task<?>> outer = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Task<String> inner = Task.of("inner " + i, () -> "x");
      outer.add(
          Task.of(
              "outer " + i,
              () -> {
                all.countDown();
                all.await(); // each has a thread of the pool, and no other is left
                how.now(inner);
                return inner.get();
              }));
    }
    MakerThread maker = MakerThread.start(() -> how.now(outer));
    try {
      assertTrue(maker.endsWithin(Bounded.LIMIT), STUCK);
    } finally {
      maker.interrupt();
      pool.shutdownNow();
    }
    maker.awaitEnd();
    outer.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  @Test
  void queue_makesWithinEachOtherInABoundedPool_end() throws InterruptedException {
    assertEndsByItself(
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory()));
  }

  /** A pool that can make up for threads that wait does. */
  @Test
  void queue_makesWithinEachOtherInAForkJoinPool_end() throws InterruptedException {
    assertEndsByItself(new ForkJoinPool(THREADS));
  }
}
