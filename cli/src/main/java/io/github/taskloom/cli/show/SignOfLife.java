package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells from time to time which tasks run, and since when: who reads the log of a long run sees
 * that it goes on, and what it waits for.
 *
 * <p>All methods may be called from any thread.
 */
final class SignOfLife implements AutoCloseable {
  private static final int MOST_NAMES = 10;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Clock clock;
  private final ScheduledExecutorService teller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("taskloom-sign-of-life").daemon()::unstarted);

  // guarded by this
  private final Map<String, LocalTime> running = new LinkedHashMap<>();

  SignOfLife(Clock clock) {
    this.clock = clock;
  }

  /**
   * Tells it for as long as this is open, in a thread of its own.
   *
   * @param left what is left, for people; empty where that is not known
   */
  void tellEvery(Duration pause, Supplier<String> left, Consumer<String> told) {
    long nanos = pause.toNanos();
    Future<?> unused =
        teller.scheduleAtFixedRate(() -> tell(left, told), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void tell(Supplier<String> left, Consumer<String> told) {
    String text = text();
    if (!text.isEmpty()) {
      String rest = left.get();
      told.accept(rest.isEmpty() ? text : text + "; " + rest);
    }
  }

  /** An attempt has started: what counts is the first one. */
  synchronized void started(String task) {
    running.putIfAbsent(task, LocalTime.now(clock));
  }

  synchronized void settled(String task) {
    running.remove(task);
  }

  /** What runs, in one line; empty when nothing does. */
  synchronized String text() {
    if (running.isEmpty()) {
      return "";
    }
    int more = running.size() - MOST_NAMES;
    return running.entrySet().stream()
        .limit(MOST_NAMES)
        .map(task -> Names.quoted(task.getKey()) + " since " + TIME.format(task.getValue()))
        .collect(
            Collectors.joining(
                ", ",
                "--- " + TIME.format(LocalTime.now(clock)) + " running: ",
                more > 0 ? " and " + more + " more" : ""));
  }

  @Override
  public void close() {
    teller.shutdownNow();
  }
}
