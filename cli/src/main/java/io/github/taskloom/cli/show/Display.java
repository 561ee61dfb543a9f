package io.github.taskloom.cli.show;

import java.util.Collection;

/**
 * Shows a run while it goes on: a bar on a terminal, elsewhere a line per task.
 *
 * <p>All methods may be called from any thread.
 */
public interface Display extends AutoCloseable {

  /** The display that fits the console, for the tasks with these names. */
  static Display on(Console console, Collection<String> tasks) {
    return console.isTerminal() ? new BarDisplay(console, tasks) : new LineDisplay(console, tasks);
  }

  /** A bar on a terminal, elsewhere nothing: for work whose single tasks are of no interest. */
  static Display barOn(Console console, Collection<String> tasks) {
    return console.isTerminal() ? new BarDisplay(console, tasks) : new SilentDisplay();
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

  /** Leaves the console clean for what follows. */
  @Override
  void close();
}
