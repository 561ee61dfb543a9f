package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.AttemptTable;
import io.github.taskloom.dashboard.internal.data.Changed;
import io.github.taskloom.dashboard.internal.data.ChangesWriter;
import io.github.taskloom.dashboard.internal.data.Json;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import io.github.taskloom.dashboard.internal.record.Changes;
import io.github.taskloom.dashboard.internal.record.Cursor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What readers of a recording are told. */
class CursorTest {
  private static RunData data(Recording recording) {
    return recording.recorder().data("test");
  }

  private static Task<Integer> one(String name) {
    return Task.of(name, () -> 1);
  }

  /** A reader that looks now and then, beside the make, has in the end what the recording has. */
  @Test
  void cursor_besideAMake_hasAllInTheEnd() throws Exception {
    Recording recording = new Recording();
    Cursor cursor = recording.recorder().cursor("test");
    RunData begin = cursor.next(false).whole();
    assertNotNull(begin);
    List<Task<Integer>> layer = IntStream.range(0, 100).mapToObj(i -> one("a" + i)).toList();
    Task<List<Integer>> all = Task.all("all", layer);
    var made = Make.defaults().recorder(recording).later(all);
    Mirror mirror = new Mirror();
    while (!made.isDone()) {
      cursor.await(Duration.ofMillis(1));
      mirror.add(cursor.next(false).since());
    }
    made.get();
    mirror.add(cursor.next(false).since());

    RunData run = data(recording);
    assertEquals(101, run.tasks().size());
    assertEquals(rows(run.tasks()), mirror.tasks);
    assertEquals(rows(run.attempts()), mirror.attempts);
    assertEquals(run.edges().size(), mirror.edges);
    assertEquals(run.workers(), mirror.workers);
    assertTrue(mirror.isOver);
  }

  private static Map<Integer, String> rows(TaskTable tasks) {
    Map<Integer, String> rows = new TreeMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      rows.put(i, row(tasks, i));
    }
    return rows;
  }

  private static Map<Integer, String> rows(AttemptTable attempts) {
    Map<Integer, String> rows = new TreeMap<>();
    for (int i = 0; i < attempts.size(); i++) {
      rows.put(i, row(attempts, i));
    }
    return rows;
  }

  private static String row(TaskTable tasks, int i) {
    return tasks.name().get(i)
        + " "
        + (char) tasks.state().get(i)
        + " "
        + tasks.ready().get(i)
        + " "
        + tasks.settled().get(i);
  }

  private static String row(AttemptTable attempts, int i) {
    return attempts.task().get(i)
        + " "
        + (char) attempts.state().get(i)
        + " "
        + attempts.started().get(i)
        + " "
        + attempts.ended().get(i);
  }

  /** What a page would have that takes all changes. */
  private static final class Mirror {
    final Map<Integer, String> tasks = new TreeMap<>();
    final Map<Integer, String> attempts = new TreeMap<>();
    final List<String> workers = new ArrayList<>();
    int edges;
    boolean isOver;

    void add(Changed since) {
      for (int i = 0; i < since.tasks().size(); i++) {
        tasks.put(since.taskRows().get(i), row(since.tasks(), i));
      }
      for (int i = 0; i < since.attempts().size(); i++) {
        attempts.put(since.attemptRows().get(i), row(since.attempts(), i));
      }
      workers.addAll(since.workers());
      edges += since.edges().size();
      isOver |= since.makes().stream().anyMatch(MakeRow::isOver);
    }
  }

  /** What changes is told once, and a first look is a whole. */
  @Test
  void cursor_afterAMake_tellsItOnce() {
    Recording recording = new Recording();
    Make make = Make.defaults().recorder(recording);
    make.now(one("first"));
    Cursor cursor = recording.recorder().cursor("test");
    Changes first = cursor.next(false);
    assertNull(first.since());
    assertNotNull(first.whole());

    make.now(one("second"));
    Changes then = cursor.next(true);
    Changed since = then.since();
    assertNotNull(since);
    assertEquals(List.of("second"), since.tasks().name());
    assertEquals(1, since.taskRows().get(0));
    assertEquals(1, since.firstNewMake());
    assertEquals(1, since.attempts().size());
    assertEquals(2, then.whole().tasks().size());
    assertTrue(cursor.next(false).since().isEmpty());
  }

  /** When rows get new numbers a reader begins anew. */
  @Test
  void cursor_afterMakesWereDropped_beginsAnew() {
    Recording recording = Recording.keeping(1);
    Make make = Make.defaults().recorder(recording);
    make.now(one("first"));
    Cursor cursor = recording.recorder().cursor("test");
    int epoch = cursor.next(false).epoch();
    for (int i = 0; i < 5; i++) {
      make.now(one("more " + i));
    }
    Changes changes = cursor.next(false);
    assertNull(changes.since());
    assertTrue(changes.epoch() > epoch);
  }

  /** Changes as JSON have the rows of a page's protocol. */
  @Test
  void changes_asJson_haveRows() throws IOException {
    Recording recording = new Recording();
    Cursor cursor = recording.recorder().cursor("test");
    cursor.next(false);
    Task<Integer> first = one("first");
    Make.defaults().recorder(recording).now(first.then("second", value -> value));
    Changed since = cursor.next(false).since();

    JsonNode json =
        Written.json(
            out -> {
              try (JsonGenerator to = Json.to(out)) {
                ChangesWriter.write(since, to);
              }
            });
    assertEquals(0, json.at("/makes/0/index").asInt());
    assertEquals("[1]", json.at("/makes/0/goals").toString());
    assertEquals("first", json.at("/tasks/0/1").asText());
    assertEquals("D", json.at("/tasks/1/3").asText());
    assertEquals(8, json.at("/tasks/1").size());
    assertEquals("[[0,1]]", json.at("/edges").toString());
    assertEquals(7, json.at("/attempts/1").size());
    assertEquals("D", json.at("/attempts/1/6").asText());
    assertTrue(json.at("/now").asDouble() >= json.at("/makes/0/ended").asDouble());
  }
}
