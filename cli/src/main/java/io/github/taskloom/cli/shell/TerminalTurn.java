package io.github.taskloom.cli.shell;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.stop.Stop;
import java.util.concurrent.Semaphore;

/**
 * The terminal, which one interactive command has at a time. It is in the same group of processes
 * as taskloom, so Ctrl-C comes to both: it is left to the command, and stops the run if that dies
 * of it.
 *
 * <p>All methods may be called from any thread.
 */
final class TerminalTurn {
  private final Semaphore turn = new Semaphore(1);
  private final Stop stop;
  private volatile Runnable whenTaken = () -> {};
  private volatile Runnable whenGivenBack = () -> {};

  /** What a command does with the terminal; gives its status. */
  interface Use {
    int status() throws CommandException;
  }

  TerminalTurn(Stop stop) {
    this.stop = stop;
  }

  /** What is to be done before a command has the terminal, and after. */
  void tell(Runnable taken, Runnable givenBack) {
    whenTaken = taken;
    whenGivenBack = givenBack;
  }

  /**
   * Waits for its turn, and has the terminal meanwhile.
   *
   * @throws CancelledException when the calling thread is interrupted before it has its turn
   */
  int during(Use use) throws CommandException {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      throw new CancelledException("stopped");
    }
    try {
      whenTaken.run();
      stop.leaveInterrupts();
      boolean diedOfIt = false;
      try {
        int status = use.status();
        diedOfIt = ExitStatus.isInterrupt(status);
        return status;
      } finally {
        stop.takeInterrupts(diedOfIt);
        whenGivenBack.run();
      }
    } finally {
      turn.release();
    }
  }
}
