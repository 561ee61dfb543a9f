package io.github.taskloom.cli.show;

import io.github.taskloom.cli.estimate.RemainingTime;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A line for each attempt that starts, and one when its task settles; for files, pipes and logs.
 * While nothing starts or settles a sign of life tells from time to time what runs.
 */
final class LineDisplay implements Display {
  private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(1);

  private final PrintStream out;
  private final ResultLines lines;
  private final SignOfLife sign;
  private final RemainingTime left;

  /** What the last line is a part of, as long as it is not complete. Guarded by this. */
  private @Nullable Object open;

  /** On a terminal without signs of life: who sits there sees what runs. */
  LineDisplay(Console console, Collection<String> tasks, RemainingTime left) {
    this(console, tasks, left, console.isTerminal() ? Duration.ZERO : BETWEEN_SIGNS);
  }

  /**
   * @param left is told what starts and settles
   * @param betweenSigns how long after a sign of life another one follows; 0 for none
   */
  LineDisplay(
      Console console, Collection<String> tasks, RemainingTime left, Duration betweenSigns) {
    this.out = console.out();
    this.lines = new ResultLines(tasks);
    this.left = left;
    this.sign = new SignOfLife(Clock.system(ZoneId.systemDefault()));
    if (betweenSigns.isPositive()) {
      sign.tellEvery(betweenSigns, left::text, this::line);
    }
  }

  @Override
  public void started(String task, int attempt) {
    left.started(task);
    sign.started(task);
    line(lines.started(task, attempt));
  }

  @Override
  public void retried(TaskResult attempt) {
    line(lines.retried(attempt));
  }

  @Override
  public void settled(TaskResult result) {
    left.settled(result.name(), result.isRight());
    sign.settled(result.name());
    line(lines.line(result));
  }

  @Override
  public <X extends Exception> void print(Printing<X> lines) throws X {
    printPart(
        lines,
        out -> {
          lines.printTo(out);
          return true;
        });
  }

  @Override
  public boolean takesParts() {
    return true;
  }

  @Override
  public synchronized <X extends Exception> void printPart(Object whole, Part<X> part) throws X {
    if (open != null && open != whole) {
      out.println();
    }
    open = whole;
    try {
      open = part.printTo(out) ? null : whole;
    } finally {
      out.flush();
    }
  }

  @Override
  public void close() {
    sign.close();
    print(out -> {}); // completes the last line
  }
}
