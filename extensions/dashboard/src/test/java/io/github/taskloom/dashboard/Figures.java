package io.github.taskloom.dashboard;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What recordings and reports cost, printed as a table; the figures in docs/observing.md are from
 * here. Times are the best of some runs in one JVM: {@code mvn -pl extensions/dashboard
 * test-compile exec:exec@figures}.
 */
final class Figures {
  private static final int RUNS = 7;

  private final int tasks;

  private Figures(int tasks) {
    this.tasks = tasks;
  }

  /**
   * Prints them.
   *
   * @param arguments how many tasks; 100,000 if it is not said
   */
  public static void main(String[] arguments) throws IOException {
    new Figures(arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0])).print();
  }

  private interface Run {
    /** Gives how long it took, in nanoseconds. */
    long go() throws IOException;
  }

  private void print() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%,d tasks, 2 edges each, best of %d; Java %s%n",
        tasks,
        RUNS,
        Runtime.version());
    row("make, without a recording", best(() -> make(Make.defaults())), 0);
    row("make, with a recording", best(() -> make(Make.defaults().recorder(new Recording()))), 0);
    List<MakeEvent> events = new ArrayList<>();
    make(Make.defaults().recorder(events::add));
    long each = best(() -> take(events)) / events.size();
    System.out.printf(
        Locale.ROOT,
        "%-28s %,12d events a second, %d ns each%n",
        "taken in",
        1_000_000_000 / each,
        each);
    memory(events);
    Recording recording = new Recording();
    events.forEach(recording::onEvent);
    Report report = Report.of(recording);
    written("data", report::data);
    written("html", report::html);
    written("trace", report::trace);
    written("wfformat", report::wfformat);
    byte[] data = Written.bytes(report::data);
    row("data, read", best(() -> timed(() -> Report.read(new ByteArrayInputStream(data)))), 0);
  }

  private static long best(Run run) throws IOException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      best = Math.min(best, run.go());
    }
    return best;
  }

  private interface Action {
    void act() throws IOException;
  }

  private static long timed(Action action) throws IOException {
    long begin = System.nanoTime();
    action.act();
    return System.nanoTime() - begin;
  }

  /** Ten layers, each task behind two of the layer before; the time is that of the make alone. */
  private long make(Make with) throws IOException {
    List<Task<?>> before = List.of();
    List<Task<?>> all = new ArrayList<>();
    int width = Math.max(1, tasks / 10);
    while (all.size() < tasks) {
      List<Task<?>> layer = new ArrayList<>();
      for (int i = 0; i < width && all.size() + i < tasks; i++) {
        Task<Integer> task = Task.of("task " + (all.size() + i), () -> 1);
        if (!before.isEmpty()) {
          task.require(before.get(i % before.size()));
          task.require(before.get((i + 1) % before.size()));
        }
        layer.add(task);
      }
      all.addAll(layer);
      before = layer;
    }
    return timed(() -> with.now(all));
  }

  /** How long a recording takes with events that are there already. */
  private static long take(List<MakeEvent> events) throws IOException {
    Recording taking = new Recording();
    return timed(() -> events.forEach(taking::onEvent));
  }

  private void memory(List<MakeEvent> events) {
    List<Recording> several = new ArrayList<>();
    long before = used();
    for (int i = 0; i < RUNS; i++) {
      Recording taking = new Recording();
      events.subList(0, events.size() - 1).forEach(taking::onEvent);
      several.add(taking);
    }
    long running = (used() - before) / tasks / RUNS;
    several.forEach(taking -> taking.onEvent(events.getLast()));
    long over = (used() - before) / tasks / several.size();
    System.out.printf(
        Locale.ROOT,
        "%-28s %,12d bytes a task while its make runs, %,d afterwards%n",
        "memory",
        running,
        over);
  }

  private static long used() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      try {
        Thread.sleep(50); // what only references hold is let go of by another thread
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return used;
  }

  private static void written(String what, Written.Writing writing) throws IOException {
    long best = best(() -> timed(() -> writing.to(OutputStream.nullOutputStream())));
    row(what, best, Written.bytes(writing).length);
  }

  private static void row(String what, long nanos, long bytes) {
    String size = bytes == 0 ? "" : String.format(Locale.ROOT, "%,14d bytes", bytes);
    System.out.printf(Locale.ROOT, "%-28s %,12.1f ms%s%n", what, nanos / 1e6, size);
  }
}
