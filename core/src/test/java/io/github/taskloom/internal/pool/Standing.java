package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A job that holds each of its threads up until a test lets it go. */
final class Standing implements Job {
  static final String NAME = "standing";

  /** How often a thread has come. */
  final AtomicInteger begun = new AtomicInteger();

  /** How often one was interrupted meanwhile. */
  final AtomicInteger interrupts = new AtomicInteger();

  /** How often the job was told that a thread which waits for it was interrupted. */
  final AtomicInteger told = new AtomicInteger();

  /** All that have come. */
  final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private final Map<Thread, Semaphore> standing = new ConcurrentHashMap<>();
  private volatile boolean allGo;

  void letGo(Thread thread) {
    Objects.requireNonNull(standing.remove(thread), "it does not stand here").release();
  }

  void letOneGo() {
    letGo(standing.keySet().iterator().next());
  }

  /** Threads that come later do not stand, either. */
  void letAllGo() {
    allGo = true;
    standing.values().forEach(Semaphore::release);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void work(Worker worker) {
    stand();
  }

  @Override
  public void workAlone(int number) {
    stand();
  }

  @Override
  public void interrupted() {
    told.incrementAndGet();
  }

  private void stand() {
    Semaphore mine = new Semaphore(0);
    standing.put(Thread.currentThread(), mine); // before the look at the flag
    threads.add(Thread.currentThread());
    begun.incrementAndGet();
    while (!allGo) {
      try {
        assertTrue(mine.tryAcquire(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS), "not let go");
        return;
      } catch (InterruptedException e) {
        interrupts.incrementAndGet();
      }
    }
  }
}
