package io.github.taskloom.cli.shell;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.secret.MaskedLog;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.shell.CommandStart.Started;
import io.github.taskloom.cli.state.RunFolder;
import io.github.taskloom.cli.stop.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one run's tasks, each as a script in a process of its own.
 *
 * <p>A command sees the caller's environment, what the task file adds to it, and some variables of
 * taskloom ({@link CommandEnvironment}). It reads an empty standard input, unless it is
 * interactive, and so has the terminal ({@link TerminalTurn}). What it prints, errors included,
 * goes in its order straight to the task's file in the folder of the run: nothing is held in
 * memory, and a process left behind that holds the output open holds up no task. Where values are
 * secret it passes a thread that masks them ({@link MaskedLog}).
 *
 * <p>All methods may be called from any thread, many at once.
 */
public final class Shell {
  /** How long a command that an interrupt ended may be ahead of the same interrupt coming here. */
  private static final Duration SIGNAL_DELAY = Duration.ofSeconds(1);

  /** The same of a command that traps the signal, where a terminal sends it to both. */
  private static final Duration TRAP_DELAY = Duration.ofMillis(100);

  /** What the end of a command may take beyond the grace time and the kill, on a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final Stop stop;
  private final Duration grace;
  private final ProcessEnder ender;
  private final ProcessMark run = ProcessMark.ofNewRun(System.getenv());
  private final AtomicInteger count = new AtomicInteger();
  private final CommandStart commands;
  private final TerminalTurn terminal;

  /**
   * @param directory where commands run, and what a task's {@code dir} is relative to
   * @param secrets what no log may have
   * @param grace how long a command that is asked to end may take before it is killed
   */
  public Shell(Path directory, RunFolder files, Secrets secrets, Duration grace, Stop stop) {
    this.commands = new CommandStart(directory, files, secrets);
    this.terminal = new TerminalTurn(stop);
    this.stop = stop;
    this.grace = grace;
    this.ender = new ProcessEnder(grace, stop);
  }

  /**
   * Runs the script of a task and waits for it. What the script leaves behind in the background is
   * left alone. An interrupt ends the script and all that it started.
   *
   * <p>Once a stop was asked for nothing starts, and what ends did not end by itself, whatever its
   * status: a command may trap a signal, and end well.
   *
   * @throws CommandException when it does not start, or ends with another status than 0
   * @throws CancelledException when it was ended by an interrupt of this thread or by a stop signal
   */
  public void run(TaskEntry task, String script) throws CommandException {
    Start start = mark -> commands.start(task, script, mark);
    int status =
        task.execution().isInteractive()
            ? terminal.during(() -> ended(task, start))
            : ended(task, start);
    ensureNotStopped(task, status);
    if (status != ExitStatus.OK) {
      throw new CommandException(ExitStatus.describe(status));
    }
  }

  /**
   * Runs a script of {@code sh -e} that tells whether a task has anything to do. What it prints is
   * not kept.
   *
   * @return null if it ended with 0, else how it ended
   * @throws CommandException when it does not start
   * @throws CancelledException when it was ended by an interrupt of this thread or by a stop signal
   */
  public @Nullable String ask(TaskEntry task, String script) throws CommandException {
    int status = ended(task, mark -> commands.startQuestion(task, script, mark));
    ensureNotStopped(task, status);
    return status == ExitStatus.OK ? null : ExitStatus.describe(status);
  }

  private interface Start {
    Started start(ProcessMark mark) throws CommandException, IOException;
  }

  /** Waits for the end of a process; gives its status, whatever has ended it. */
  private int ended(TaskEntry task, Start start) throws CommandException {
    ProcessMark mark = run.ofTask(count.incrementAndGet());
    if (isOver(task.execution().isCleanUp())) {
      throw new CancelledException("stopped");
    }
    Started started = start(start, mark);
    int status;
    IOException unwritten;
    try {
      status = await(started.process(), mark);
    } finally {
      unwritten = started.end();
    }
    if (unwritten != null) {
      throw new CommandException(
          "what it printed cannot be written: " + unwritten.getMessage(), unwritten);
    }
    return status;
  }

  private Started start(Start start, ProcessMark mark) throws CommandException {
    try {
      return startDespiteInterrupt(start, mark);
    } catch (IOException e) {
      if (isStopComing(SIGNAL_DELAY)) {
        throw new CancelledException("stopped");
      }
      throw new CommandException("cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * An interrupt that is for an interactive command ends any other one that has no session of its
   * own yet, on its way into being: that is started again.
   */
  private Started startDespiteInterrupt(Start start, ProcessMark mark)
      throws CommandException, IOException {
    try {
      return start.start(mark);
    } catch (IOException e) {
      try {
        if (stop.awaitLeftInterrupt(SIGNAL_DELAY)) {
          return start.start(mark);
        }
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  private void ensureNotStopped(TaskEntry task, int status) {
    boolean isCleanUp = task.execution().isCleanUp();
    if (isOver(isCleanUp) || (!isCleanUp && isStopComing(delay(status)))) {
      throw new CancelledException("stopped");
    }
  }

  /** What cleans up runs when a stop was asked for, and ends when that is asked for once more. */
  private boolean isOver(boolean isCleanUp) {
    return isCleanUp ? stop.isHurried() : stop.isRequested();
  }

  /** How long a stop may be behind a command that has ended so. */
  private static Duration delay(int status) {
    if (ExitStatus.isOfStopSignal(status)) {
      // A service manager sends it to all processes of this run at once.
      return SIGNAL_DELAY;
    }
    return OwnSession.isPossible() ? Duration.ZERO : TRAP_DELAY;
  }

  /**
   * How long {@link #run} may take to return after an interrupt. A caller that waits shorter may
   * leave processes behind.
   */
  public Duration longestEnd() {
    return grace.plus(ProcessEnder.LONGEST_DEATH).plus(SLACK);
  }

  /** What is to be done before an interactive command has the terminal, and after. */
  public void tellTerminal(Runnable taken, Runnable givenBack) {
    terminal.tell(taken, givenBack);
  }

  /** Ends what this run has started and left behind in the background. */
  public List<ProcessHandle> endAll() {
    return ender.end(List.of(), run);
  }

  /** What this run has started and left behind in the background. */
  public List<ProcessHandle> leftBehind() {
    return ender.running(run);
  }

  private int await(Process process, ProcessMark mark) {
    try {
      // Not waitFor(): on JDK 21 to 23 that would hold a thread of the scheduler all the while.
      return process.onExit().get().exitValue();
    } catch (InterruptedException e) {
      List<ProcessHandle> left = ender.endCommand(process.toHandle(), mark);
      throw new CancelledException(
          left.isEmpty() ? "stopped" : "could not be ended: process " + left);
    } catch (ExecutionException e) {
      throw new AssertionError("the end of a process cannot fail", e);
    }
  }

  /**
   * A signal may be sent to the commands as well as to this process. One that died of it, or even
   * of it on its way into being, did not fail by itself, even if that is known here before the
   * signal is.
   */
  private boolean isStopComing(Duration most) {
    try {
      return !most.isZero() && stop.awaitRequest(most);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
