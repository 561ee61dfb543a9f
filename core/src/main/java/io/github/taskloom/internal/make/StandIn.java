package io.github.taskloom.internal.make;

import io.github.taskloom.Task;
import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.thread.EngineThread;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for the thread of an executor that a make holds up which hands tasks to that executor:
 * one virtual thread at a time, which runs in order what it is given. A command that a thread of
 * the executor has begun finds nothing to do here, and the other way round.
 */
final class StandIn implements Executor {
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

  /** How many were given and have not ended; the thread that raises it from 0 begins a thread. */
  private final AtomicInteger open = new AtomicInteger();

  private final ThreadFactory threads;

  StandIn() {
    this(Thread.ofVirtual().name("taskloom-stand-in").factory());
  }

  /** With threads of another kind. */
  StandIn(ThreadFactory threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable command) {
    commands.add(command); // before the count: the thread finds as many as are counted
    if (open.getAndIncrement() == 0) {
      begin();
    }
  }

  /** Once 0 is left behind a thread has to come: no later command would bring another. */
  private void begin() {
    try {
      threads.newThread(this::runAll).start();
    } catch (Throwable noThread) {
      EngineThread.startOrRun("taskloom-stand-in", this::runAll);
    }
  }

  private void runAll() {
    do {
      Runnable command = commands.poll();
      try {
        if (command != null) {
          command.run();
        }
      } catch (Throwable thrown) { // the next command is to run all the same
        Report.warn(Task.class, "A command of a make failed in place of its executor", thrown);
      }
    } while (open.decrementAndGet() > 0);
  }
}
