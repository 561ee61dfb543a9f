package io.github.taskloom.hazelcast.internal.caller;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Work that one thread at a time does: a virtual one that is started where none is at it. One that
 * is asked for meanwhile is done once more, by the same thread, after this time.
 *
 * <pre>
 *   asked   by ask                 by the thread, before its work    after it
 *   0       1, a thread starts     -                                 -
 *   1       n + 1                  1                                 0, and the thread ends
 *   n       n + 1                  1                                 once more
 * </pre>
 */
final class Turns {
  private final AtomicInteger asked = new AtomicInteger();
  private final String name;
  private final Runnable work;
  private final Consumer<Throwable> failed;

  /**
   * Of that work.
   *
   * @param failed takes what the work throws
   */
  Turns(String name, Runnable work, Consumer<Throwable> failed) {
    this.name = name;
    this.work = work;
    this.failed = failed;
  }

  void ask() {
    if (asked.getAndIncrement() != 0) {
      return;
    }
    try {
      Thread.ofVirtual().name(name).start(this::run);
    } catch (Throwable noThread) { // none is at it, so that the next one may
      asked.set(0);
      throw noThread;
    }
  }

  private void run() {
    boolean isBroken;
    do {
      asked.getAndSet(1);
      isBroken = !hasWorked();
    } while (isBroken || !asked.compareAndSet(1, 0));
  }

  /** Whether it has worked, or has said why not. */
  private boolean hasWorked() {
    try {
      try {
        work.run();
      } catch (Throwable thrown) { // there is none above
        failed.accept(thrown);
      }
      return true;
    } catch (Throwable noMemory) { // even for that
      return false;
    }
  }
}
