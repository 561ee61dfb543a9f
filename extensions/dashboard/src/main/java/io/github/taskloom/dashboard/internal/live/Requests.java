package io.github.taskloom.dashboard.internal.live;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that read and answer requests: one for each, so many at a time, and none waits for
 * longer than it is told. One request more is rejected, which closes its connection.
 *
 * <p>They are platform threads: those of a make may hold all carriers of virtual threads, which is
 * when a page is looked at. They are daemons. An interrupt closes the connection that a thread
 * reads from or writes to; that is how one is ended which takes too long.
 */
final class Requests implements Executor, AutoCloseable {
  private static final Duration LOOK_EACH = Duration.ofMillis(250);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private final Duration longest;
  private final ThreadPoolExecutor threads;

  /** Until when a thread has to be done, by {@link System#nanoTime}. */
  private final Map<Thread, Long> deadlines = new ConcurrentHashMap<>();

  Requests(int most, Duration longest) {
    this.longest = longest;
    this.threads =
        new ThreadPoolExecutor(
            0,
            most,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("taskloom dashboard ", 1).factory());
    Thread.ofPlatform().daemon().name("taskloom dashboard watch").start(this::watch);
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(
        () -> {
          within(longest);
          try {
            request.run();
          } finally {
            unlimited();
          }
        });
  }

  /** The calling thread, one of a request, is interrupted unless it is done by then. */
  void within(Duration time) {
    deadlines.put(Thread.currentThread(), System.nanoTime() + time.toNanos());
  }

  /** The calling thread may take as long as it does. */
  void unlimited() {
    deadlines.remove(Thread.currentThread());
  }

  private void watch() {
    while (!threads.isTerminated()) {
      LockSupport.parkNanos(LOOK_EACH.toNanos());
      long now = System.nanoTime();
      deadlines.forEach(
          (thread, until) -> {
            if (now - until > 0 && deadlines.remove(thread, until)) {
              thread.interrupt();
            }
          });
    }
  }

  /** Ends all requests, and waits for their threads, for a bounded time. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(END_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
