package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.record.Changes;
import io.github.taskloom.dashboard.internal.record.Cursor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes, readers and reports at the same time. */
class RecordingBesideTest {

  /** Whatever is read while makes begin, end and are dropped fits together. */
  @Test
  void readers_besideMakes_seeWhatFits() throws Exception {
    Recording recording = Recording.keeping(3);
    Make make = Make.defaults().recorder(recording);
    Cursor cursor = recording.recorder().cursor("test");
    assertNotNull(cursor.next(false).whole());
    AtomicInteger looks = new AtomicInteger();
    List<Future<?>> makers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 2; i++) {
        makers.add(threads.submit(() -> makeMany(make, looks)));
      }
      while (!makers.stream().allMatch(Future::isDone)) {
        cursor.await(Duration.ofMillis(1));
        Changes changes = cursor.next(looks.incrementAndGet() % 3 == 0);
        assertTrue(changes.since() != null || changes.whole() != null);
        Report report = Report.of(recording);
        Report.read(new ByteArrayInputStream(Written.bytes(report::data))); // checks all rows
        Written.json(report::trace);
      }
      for (Future<?> maker : makers) {
        maker.get();
      }
    }
    RunData last = recording.recorder().data("test");
    assertEquals(3, last.makes().size());
    assertTrue(last.makes().stream().allMatch(MakeRow::isOver));
  }

  /** Goes on until there was enough to see, and looks at it. */
  private static void makeMany(Make make, AtomicInteger looks) {
    for (int i = 0; i < 20 || looks.get() < 10; i++) {
      String name = "task " + i;
      Task<Integer> first = Task.of(name, () -> 1);
      Task<Integer> outer = first.then("outer", value -> make.get(Task.of("inner", () -> value)));
      Task<Integer> bad = first.then("bad", value -> Integer.parseInt(name));
      make.now(outer, bad.then("behind", value -> value));
    }
  }

  /**
   * A hundred thousand tasks are no burden: a second or two, of which a busy machine makes many.
   */
  @Test
  @Tag("full-only")
  void hundredThousandTasks_areWrittenAndRead() throws IOException {
    int tasks = 100_000;
    Recording recording = new Recording();
    Cursor cursor = recording.recorder().cursor("test");
    cursor.next(false);
    List<Task<?>> all = new ArrayList<>();
    Task<?> before = null;
    for (int i = 0; i < tasks; i++) {
      Task<Integer> task = Task.of("task " + i, () -> 1);
      if (before != null && i % 10 != 0) {
        task.require(before);
      }
      all.add(task);
      before = task;
    }
    Make.defaults().recorder(recording).now(all);
    Report report = Report.of(recording);

    long begin = System.nanoTime();
    byte[] data = Written.bytes(report::data);
    Report again = Report.read(new ByteArrayInputStream(data));
    assertTrue(cursor.next(false).since().tasks().size() == tasks);
    for (int i = 0; i < 1000; i++) {
      assertTrue(cursor.next(false).since().isEmpty());
    }
    long took = System.nanoTime() - begin;
    assertTrue(took < 60_000_000_000L, () -> "it took " + took / 1_000_000 + " ms");
    assertEquals(Written.bytes(report::trace).length, Written.bytes(again::trace).length);
    assertEquals(Written.bytes(report::html).length, Written.bytes(again::html).length);
  }
}
