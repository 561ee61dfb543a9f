package io.github.taskloom.cli.show;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;

/** A line for each task that settles; for files, pipes and logs. */
final class LineDisplay implements Display {
  private final PrintStream out;
  private final ResultLines lines;

  LineDisplay(Console console, Collection<String> tasks) {
    this.out = console.out();
    this.lines = new ResultLines(tasks);
  }

  @Override
  public void started(String task) {}

  @Override
  public void retried(TaskResult attempt) {
    line(lines.retried(attempt));
  }

  @Override
  public void settled(TaskResult result) {
    line(lines.line(result));
  }

  @Override
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public synchronized void output(String task, Path log) throws IOException {
    LogExcerpt.print(task, log, out);
    out.flush();
  }

  @Override
  public void close() {}
}
