package io.github.taskloom.model;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The executors that makes are given. */
final class Pools implements AutoCloseable {
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService two =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("pool-", 0).factory());

  /** Null for the make's own threads. */
  @Nullable Executor of(MakeStep.Threads threads, Subject subject) {
    return switch (threads) {
      case WORKERS, PER_TASK -> null;
      case VIRTUAL -> virtual;
      case POOL -> two;
      case CALLER -> Runnable::run;
      case REJECTING -> body -> rejectSome(body, subject);
      case TWICE ->
          body ->
              virtual.execute(
                  () -> {
                    body.run();
                    body.run();
                  });
    };
  }

  private void rejectSome(Runnable body, Subject subject) {
    Probe refused = subject.refused();
    if (refused != null) {
      RejectedExecutionException rejection = new RejectedExecutionException("on purpose");
      refused.rejection = rejection;
      throw rejection;
    }
    virtual.execute(body);
  }

  @Override
  public void close() {
    virtual.shutdownNow(); // what hangs must not hold the thread that closes
    two.shutdownNow();
  }
}
