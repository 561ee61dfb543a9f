package io.github.taskloom.cli.shell;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the processes of this machine for many at once. On Ctrl-C hundreds of tasks may want to
 * know what runs; all that wait while one look is taken share the next.
 */
final class ProcessScanner {
  // Not synchronized: on JDK 21 to 23 those who wait would hold threads of the scheduler.
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock
  private @Nullable ProcessTable last;
  private long lastStart;

  /** A table that was begun after this call. */
  ProcessTable look() {
    long asked = System.nanoTime();
    lock.lock();
    try {
      ProcessTable table = last;
      if (table == null || lastStart - asked < 0) {
        lastStart = System.nanoTime();
        table = ProcessTable.read();
        last = table;
      }
      return table;
    } finally {
      lock.unlock();
    }
  }
}
