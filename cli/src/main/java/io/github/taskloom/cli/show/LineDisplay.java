package io.github.taskloom.cli.show;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;

/**
 * A line for each task that starts, and one when it settles; for files, pipes and logs. While
 * nothing starts or settles a sign of life tells from time to time what runs.
 */
final class LineDisplay implements Display {
  private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(1);

  private final PrintStream out;
  private final ResultLines lines;
  private final SignOfLife sign;

  LineDisplay(Console console, Collection<String> tasks) {
    this(console, tasks, BETWEEN_SIGNS);
  }

  /**
   * @param betweenSigns how long after a sign of life another one follows
   */
  LineDisplay(Console console, Collection<String> tasks, Duration betweenSigns) {
    this.out = console.out();
    this.lines = new ResultLines(tasks);
    this.sign = new SignOfLife(Clock.system(ZoneId.systemDefault()));
    sign.tellEvery(betweenSigns, this::line);
  }

  @Override
  public void started(String task, int attempt) {
    sign.started(task);
    line(lines.started(task, attempt));
  }

  @Override
  public void retried(TaskResult attempt) {
    line(lines.retried(attempt));
  }

  @Override
  public void settled(TaskResult result) {
    sign.settled(result.name());
    line(lines.line(result));
  }

  @Override
  public synchronized <X extends Exception> void print(Printing<X> lines) throws X {
    try {
      lines.printTo(out);
    } finally {
      out.flush();
    }
  }

  @Override
  public void close() {
    sign.close();
  }
}
