package io.github.taskloom.cli.show;

import io.github.taskloom.cli.estimate.RemainingTime;
import java.util.Collection;

/**
 * Shows a run while it goes on: a bar on a terminal, elsewhere lines.
 *
 * <p>All methods may be called from any thread.
 */
public interface Display extends AutoCloseable {

  /** The display that fits the console, for the tasks with these names. */
  static Display on(Console console, Collection<String> tasks) {
    return on(console, tasks, RemainingTime.UNKNOWN);
  }

  /**
   * The same, which tells what is left, too.
   *
   * @param left is told what starts and settles
   */
  static Display on(Console console, Collection<String> tasks, RemainingTime left) {
    return console.isTerminal()
        ? new BarDisplay(console, tasks, left)
        : new LineDisplay(console, tasks, left);
  }

  /** Lines, on a terminal too: for output that a bar would be in the way of. */
  static Display linesOn(Console console, Collection<String> tasks) {
    return new LineDisplay(console, tasks, RemainingTime.UNKNOWN);
  }

  /** A bar on a terminal, elsewhere nothing: for work whose single tasks are of no interest. */
  static Display barOn(Console console, Collection<String> tasks) {
    return console.isTerminal()
        ? new BarDisplay(console, tasks, RemainingTime.UNKNOWN)
        : new SilentDisplay();
  }

  /** An attempt of a task has started; the first one is number 1. */
  void started(String task, int attempt);

  /** An attempt of a task failed, and another is to follow. */
  void retried(TaskResult attempt);

  /** A task has settled. */
  void settled(TaskResult result);

  /** Something else to tell: whole lines, which stay together. */
  <X extends Exception> void print(Printing<X> lines) throws X;

  /** Something else to tell, in one line. */
  default void line(String text) {
    print(out -> out.println(text));
  }

  /** Whether {@link #printPart} may leave a line that is not complete yet. */
  boolean takesParts();

  /**
   * A part of something longer, which may end within a line: the next part of the same goes on
   * there. All else that is to be shown meanwhile starts on a line of its own.
   *
   * @param whole what it is a part of
   */
  <X extends Exception> void printPart(Object whole, Part<X> part) throws X;

  /** A command has the terminal from now on: draws nothing there. */
  default void hold() {}

  /** It has not any more. */
  default void release() {}

  /** Leaves the console clean for what follows. */
  @Override
  void close();
}
