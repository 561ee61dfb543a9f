package io.github.taskloom.cli.show;

import io.github.taskloom.cli.estimate.RemainingTime;
import io.github.taskloom.cli.file.Names;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** A bar with counts and what runs now; whatever else there is to tell goes above it. */
final class BarDisplay implements Display {
  private static final String RESIZED = "WINCH";
  private static final int REFRESH_MILLIS = 200;
  private static final int MOST_NAMES = 20;
  private static final int BETWEEN_ESTIMATES_SECONDS = 1;

  private final TerminalLine line;
  private final ResultLines lines;
  private final ProgressBar bar;
  private final Object earlierHandler;
  private final RemainingTime left;
  private final @Nullable ScheduledExecutorService clock;

  // guarded by this
  private final Set<String> running = new LinkedHashSet<>();
  private int notDone;
  private String estimate = "";

  BarDisplay(Console console, Collection<String> tasks, RemainingTime left) {
    this.left = left;
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
    clock = left.isKnown() ? tellLeft() : null;
  }

  /** Between two of its looks the estimate stays what it is, whatever ends meanwhile. */
  private ScheduledExecutorService tellLeft() {
    ScheduledExecutorService teller =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("taskloom-estimate").daemon()::unstarted);
    Future<?> unused =
        teller.scheduleAtFixedRate(
            this::estimate, BETWEEN_ESTIMATES_SECONDS, BETWEEN_ESTIMATES_SECONDS, TimeUnit.SECONDS);
    return teller;
  }

  private synchronized void estimate() {
    estimate = left.text();
    showRunning();
  }

  @Override
  public synchronized void started(String task, int attempt) {
    left.started(task);
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
    left.settled(result.name(), result.isRight());
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
    if (clock != null) {
      clock.shutdownNow();
    }
    Signals.unregister(RESIZED, earlierHandler);
    // Commands may have written to the terminal itself.
    line.above(out -> out.print(TerminalReset.TEXT));
    bar.close();
    line.end();
  }

  private void showRunning() {
    String counts = notDone == 0 ? "" : notDone + " not DONE";
    String names =
        running.stream().limit(MOST_NAMES).map(Names::shown).collect(Collectors.joining(", "));
    String text =
        Stream.of(estimate, counts, names)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    // The bar gets what the message leaves of the line.
    bar.setExtraMessage(Columns.cut(text, line.getMaxRenderedLength() / 2));
  }
}
