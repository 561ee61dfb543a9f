package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A make on a platform thread of its own, for those who interrupt it and see how it ends. */
final class MakerThread {
  private final Thread thread;
  private volatile List<Task<?>> settled = List.of();
  private volatile @Nullable Throwable thrown;
  private volatile boolean flag;

  private MakerThread(Callable<List<Task<?>>> make) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .unstarted(
                () -> {
                  try {
                    settled = make.call();
                  } catch (Throwable failure) {
                    thrown = failure;
                  }
                  flag = Thread.currentThread().isInterrupted();
                });
  }

  static MakerThread start(Make how, Task<?>... tasks) {
    return start(() -> how.now(tasks));
  }

  static MakerThread start(Callable<List<Task<?>>> make) {
    MakerThread maker = new MakerThread(make);
    maker.thread.start();
    return maker;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Waits until the thread has seen its interrupt, and is back where it waits for the end. */
  void awaitHeeded() {
    Bounded.until(() -> !thread.isInterrupted() && thread.getState() == Thread.State.WAITING);
  }

  /** Waits for the end, for so long. */
  boolean endsWithin(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  /** Waits for the end; it must come, and not by an exception. */
  MakerThread awaitEnd() throws InterruptedException {
    Bounded.join(thread);
    if (thrown != null) {
      throw new AssertionError("the make has thrown", thrown);
    }
    return this;
  }

  /** Waits for the end, by an exception. */
  Throwable awaitThrown() throws InterruptedException {
    Bounded.join(thread);
    Throwable failure = thrown;
    assertTrue(failure != null, "the make has thrown nothing");
    return failure;
  }

  /** What the call returned. */
  List<Task<?>> settled() {
    return settled;
  }

  /** Whether the thread's interrupt flag was set when the call had returned. */
  boolean keptItsFlag() {
    return flag;
  }
}
