package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.event.MakeListener;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints the figures of docs/observing.md, and holds them to what no machine should miss. */
@Tag("full-only")
class DashboardFiguresTest {
  private static final int TASKS = 100_000;
  private static final int TIMES = 7;

  /**
   * So many events a second are a bound, and no figure: a loss of orders of magnitude breaks it,
   * such as a copy of all that is recorded for each event, and other work of the machine does not.
   */
  private static final double FEW = 100_000;

  private static List<Task<Integer>> tasks() {
    return IntStream.range(0, TASKS).mapToObj(i -> Task.of("task " + i, () -> i)).toList();
  }

  private static long timed(Make make) {
    List<Task<Integer>> tasks = tasks();
    long began = System.nanoTime();
    make.now(tasks);
    return System.nanoTime() - began;
  }

  /** How many events a dashboard with one open client takes in, and what it costs the make. */
  @Test
  void events_withOneClient() throws Exception {
    long none = Long.MAX_VALUE;
    long listened = Long.MAX_VALUE;
    long recorded = Long.MAX_VALUE;
    long least = Long.MAX_VALUE;
    long mostDropped = 0;
    AtomicLong events = new AtomicLong();
    for (int i = 0; i < TIMES; i++) {
      none = Math.min(none, timed(Make.defaults()));
      Recording recording = Recording.keeping(1);
      MakeListener counted =
          event -> {
            events.incrementAndGet();
            recording.onEvent(event);
          };
      try (Dashboard dashboard = Dashboard.builder().recording(recording).open();
          LiveClient client = new LiveClient(dashboard)) {
        Thread reader = Thread.ofPlatform().daemon().start(() -> drain(client));
        listened = Math.min(listened, timed(Make.defaults().listener(recording)));
        while (recording.recorder().data("").makes().isEmpty()
            || !recording.recorder().data("").makes().get(0).isOver()) {
          Thread.sleep(5);
        }
        mostDropped = Math.max(mostDropped, recording.recorder().data("").makes().get(0).dropped());
        events.set(0);
        recorded = Math.min(recorded, timed(Make.defaults().recorder(counted)));
        assertTrue(events.get() >= 3L * TASKS, events + " events");
        var makes = recording.recorder().data("").makes();
        long dropped = makes.get(makes.size() - 1).dropped();
        assertEquals(0, dropped);
        least = Math.min(least, events.get());
        reader.interrupt();
      }
    }
    double seconds = recorded / 1e9;
    System.out.printf(
        "a make of %d tasks: %.0f ms alone, %.0f ms with a dashboard (%.0f ns a task more), %d"
            + " events dropped at most%n",
        TASKS, none / 1e6, listened / 1e6, (double) (listened - none) / TASKS, mostDropped);
    System.out.printf(
        "%d events in %.0f ms with one client, none dropped: %.0f a second%n",
        least, recorded / 1e6, least / seconds);
    assertTrue(least / seconds > FEW, least / seconds + " events a second");
  }

  private static void drain(LiveClient client) {
    try {
      while (true) {
        client.events.poll(1, TimeUnit.DAYS);
      }
    } catch (InterruptedException e) {
      // as wanted
    }
  }

  /** From the begin of a function to the client that is told of it. */
  @Test
  void time_fromEventToClient() throws Exception {
    int times = 60;
    long[] idle = new long[times];
    Recording recording = Recording.keeping(1);
    Make make = Make.defaults().listener(recording);
    try (Dashboard dashboard = Dashboard.builder().recording(recording).open();
        LiveClient client = new LiveClient(dashboard)) {
      for (int i = 0; i < times; i++) {
        AtomicLong began = new AtomicLong();
        String name = "at " + i + ";";
        make.now(
            Task.of(
                name,
                () -> {
                  began.set(System.nanoTime());
                  return 1;
                }));
        client.until(data -> has(data, name));
        idle[i] = System.nanoTime() - began.get();
        Thread.sleep(150 + (i * 37) % 150); // at any time between two batches
      }
    }
    Arrays.sort(idle);
    System.out.printf(
        "from the begin of a function to the client: %.1f ms in the middle, %.0f ms at most%n",
        idle[times / 2] / 1e6, idle[times - 1] / 1e6);
    assertTrue(idle[times / 2] < TimeUnit.SECONDS.toNanos(2));
  }

  private static boolean has(JsonNode data, String name) {
    return data.toString().contains(name);
  }
}
