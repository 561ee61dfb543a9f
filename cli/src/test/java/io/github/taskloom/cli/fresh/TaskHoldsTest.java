package io.github.taskloom.cli.fresh;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task is held by one run at a time; other tasks are not concerned. */
@Timeout(60)
class TaskHoldsTest {
  @TempDir Path folder;

  @Test
  void hold_heldByAnother_waits() throws Exception {
    Path file = folder.resolve("new/lock");
    CountDownLatch waits = new CountDownLatch(1);
    try (TaskHolds one = new TaskHolds(file);
        TaskHolds other = new TaskHolds(file);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      FileLock first = one.hold("t", () -> {});
      FileLock beside = other.hold("u", () -> {});
      Future<FileLock> second = threads.submit(() -> other.hold("t", waits::countDown));

      assertTrue(waits.await(30, TimeUnit.SECONDS));
      assertFalse(second.isDone());
      first.release();
      second.get(30, TimeUnit.SECONDS).release();
      beside.release();
    }
  }
}
