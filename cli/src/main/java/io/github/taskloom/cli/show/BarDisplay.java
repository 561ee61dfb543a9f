package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;

/** A bar with counts and what runs now; whatever else there is to tell goes above it. */
final class BarDisplay implements Display {
  private static final String RESIZED = "WINCH";
  private static final int REFRESH_MILLIS = 200;
  private static final int MOST_NAMES = 20;

  private final TerminalLine line;
  private final ResultLines lines;
  private final ProgressBar bar;
  private final Set<String> running = new LinkedHashSet<>();
  private final Object earlierHandler;
  private int notDone;

  BarDisplay(Console console, Collection<String> tasks) {
    line = new TerminalLine(console.out(), console.width().orElseThrow());
    lines = new ResultLines(tasks);
    bar =
        new ProgressBarBuilder()
            .setTaskName("make")
            .setInitialMax(tasks.size())
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .continuousUpdate()
            .hideEta()
            .clearDisplayOnFinish()
            .setConsumer(line)
            .build();
    earlierHandler =
        Signals.register(RESIZED, () -> TerminalWidth.measure().ifPresent(line::resize));
  }

  @Override
  public synchronized void started(String task, int attempt) {
    running.add(task);
    showRunning();
  }

  @Override
  public void retried(TaskResult attempt) {
    // It stays among those that run: the next attempt may have started before this is told.
    line(lines.retried(attempt));
  }

  @Override
  public void settled(TaskResult result) {
    synchronized (this) {
      running.remove(result.name());
      notDone += result.isRight() ? 0 : 1;
      showRunning();
      bar.step();
    }
    if (!result.isRight() || result.isAllowed()) {
      line(lines.line(result));
    }
  }

  @Override
  public <X extends Exception> void print(Printing<X> lines) throws X {
    line.above(lines);
  }

  @Override
  public boolean takesParts() {
    return false;
  }

  @Override
  public <X extends Exception> void printPart(Object whole, Part<X> part) throws X {
    line.above(part::printTo);
  }

  @Override
  public void hold() {
    line.hold();
  }

  @Override
  public void release() {
    line.release();
  }

  @Override
  public void close() {
    Signals.unregister(RESIZED, earlierHandler);
    // Commands may have written to the terminal itself.
    line.above(out -> out.print(TerminalReset.TEXT));
    bar.close();
    line.end();
  }

  private void showRunning() {
    String counts = notDone == 0 ? "" : notDone + " not DONE; ";
    String names =
        running.stream().limit(MOST_NAMES).map(Names::shown).collect(Collectors.joining(", "));
    // The bar gets what the message leaves of the line.
    bar.setExtraMessage(Columns.cut(counts + names, line.getMaxRenderedLength() / 2));
  }
}
