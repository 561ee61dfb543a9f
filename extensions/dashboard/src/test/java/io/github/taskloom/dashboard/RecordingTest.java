package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.AttemptTable;
import io.github.taskloom.dashboard.internal.data.Changed;
import io.github.taskloom.dashboard.internal.data.ChangesWriter;
import io.github.taskloom.dashboard.internal.data.FailureRow;
import io.github.taskloom.dashboard.internal.data.Json;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import io.github.taskloom.dashboard.internal.record.Changes;
import io.github.taskloom.dashboard.internal.record.Cursor;
import io.github.taskloom.policy.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a recording keeps, what it lets go of, and what its readers are told. */
class RecordingTest {
  private static RunData data(Recording recording) {
    return recording.recorder().data("test");
  }

  private static Task<Integer> one(String name) {
    return Task.of(name, () -> 1);
  }

  /** The last makes are kept, with rows that fit each other; older ones are gone. */
  @Test
  void keeping_ofManyMakes_keepsTheLastOnes() {
    Recording recording = Recording.keeping(2);
    Make make = Make.defaults().recorder(recording);
    for (int i = 0; i < 7; i++) {
      Task<Integer> first = one("first " + i);
      make.now(first.then("second " + i, value -> value + 1));

      RunData run = data(recording);
      int kept = Math.min(2, i + 1);
      assertEquals(kept, run.makes().size());
      assertEquals(2 * kept, run.tasks().size());
      assertEquals(2 * kept, run.attempts().size());
      assertEquals("second " + i, run.tasks().name().get(2 * kept - 1));
      for (int row = 0; row < kept; row++) {
        assertEquals(row, run.tasks().make().get(2 * row));
        assertEquals(2 * row, run.edges().from().get(row));
        assertEquals(2 * row + 1, run.edges().to().get(row));
        assertEquals(2 * row + 1, run.makes().get(row).goals().get(0));
        assertEquals(2 * row, run.attempts().task().get(2 * row));
      }
    }
  }

  /**
   * A make inside of a task stands under that task, in the same worker if it is the same thread.
   */
  @Test
  void nestedMake_standsUnderItsTask() {
    Recording recording = new Recording();
    Make make = Make.defaults().recorder(recording);
    Task<Integer> outer = Task.of("outer", () -> make.get(one("inner")));
    make.now(outer);

    RunData run = data(recording);
    assertEquals(List.of("outer", "inner"), run.tasks().name());
    assertEquals(-1, run.makes().get(0).parent());
    assertEquals(0, run.makes().get(1).parent());
    assertEquals(0, run.makes().get(1).parentTask());
  }

  /** What had settled before the make is there, without times. */
  @Test
  void settledBefore_isThereWithoutTimes() {
    Task<Integer> before = one("before");
    before.make();
    Recording recording = new Recording();
    Make.defaults().recorder(recording).now(before.then("after", value -> value));

    RunData run = data(recording);
    assertEquals(List.of("before", "after"), run.tasks().name());
    assertEquals('D', run.tasks().state().get(0));
    assertEquals(RunData.UNKNOWN, run.tasks().settled().get(0));
    assertEquals(1, run.attempts().size());
    assertEquals(1, run.edges().size());
  }

  /** Each attempt has a row. */
  @Test
  void retriedTask_hasARowForEachAttempt() {
    AtomicInteger tries = new AtomicInteger();
    Task<Integer> task =
        Task.builder(
                "flaky",
                () -> {
                  if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException("try " + tries.get());
                  }
                  return 1;
                })
            .retry(Retry.times(3))
            .build();
    Recording recording = new Recording();
    Make.defaults().recorder(recording).now(task);

    RunData run = data(recording);
    assertEquals(3, run.attempts().size());
    assertEquals('F', run.attempts().state().get(0));
    assertEquals('D', run.attempts().state().get(2));
    assertEquals(2, run.failures().size());
    assertEquals(2, run.failures().get(1).attempt());
    assertEquals('D', run.tasks().state().get(0));
  }

  /** Two listeners of one make tell all twice, which is recorded once. */
  @Test
  void recordingGivenTwice_recordsOnce() {
    Recording recording = new Recording();
    Task<Integer> last = one("a").then("b", value -> value).then("c", value -> value);
    Make.defaults().recorder(recording).recorder(recording).now(last);

    RunData run = data(recording);
    assertEquals(1, run.makes().size());
    assertEquals(3, run.tasks().size());
    assertEquals(3, run.attempts().size());
    assertEquals(2, run.edges().size());
  }

  /** Texts go through the function; where it fails, none is told. */
  @Test
  void texts_areHidden() {
    Recording recording =
        Recording.builder()
            .texts(
                text -> {
                  if (text.contains("refuse")) {
                    throw new IllegalStateException(text);
                  }
                  return text.replace("secret", "***");
                })
            .notes(task -> Map.of("command", "use secret"))
            .build();
    Task<Integer> task =
        Task.of(
            "a secret",
            () -> {
              throw new IllegalStateException("secret");
            });
    Make.defaults().recorder(recording).now(task, one("refuse secret"));

    String all = data(recording).toString();
    assertEquals("worker 1 (virtual)", data(recording).workers().getFirst());
    assertTrue(!all.contains("secret") && all.contains("use ***"), all);
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

  /** Tasks are held as long as they can be retried, and found by rows of one epoch alone. */
  @Test
  void keptTasks_areFoundUntilRowsChange() {
    Recording recording = Recording.keeping(1);
    recording.recorder().keepTasks();
    Make make = Make.defaults().recorder(recording);
    Task<Integer> first = one("first");
    make.now(first);
    Changes begin = recording.recorder().cursor("test").next(false);
    assertSame(first, recording.recorder().task(begin.epoch(), 0));
    assertNull(recording.recorder().task(begin.epoch(), 1));
    assertEquals(List.of(first), recording.recorder().goals(begin.whole().makes().get(0).number()));
    for (int i = 0; i < 5; i++) {
      make.now(one("more " + i));
    }
    assertNull(recording.recorder().task(begin.epoch(), 0));
    assertEquals(List.of(), recording.recorder().goals(begin.whole().makes().get(0).number()));
  }

  /** Texts of failures are cut, and a text to hide is hidden at the cut, too. */
  @Test
  void hugeFailure_isCut() {
    String secret = "hush".repeat(20);
    Recording recording = Recording.builder().texts(text -> text.replace(secret, "***")).build();
    Task<Integer> huge =
        Task.of(
            "huge",
            () -> {
              IllegalStateException why =
                  new IllegalStateException("x".repeat(19_960 - 33) + secret + "y".repeat(200_000));
              why.addSuppressed(why.getCause() == null ? new IOException("z") : why);
              throw why;
            });
    Make.defaults().recorder(recording).now(huge);

    FailureRow failure = data(recording).failures().getFirst();
    assertTrue(failure.message().length() < 20_100 && failure.stack().length() < 80_100);
    assertTrue(failure.message().contains("***") && !failure.message().contains("hush"));
    assertTrue(failure.message().endsWith("more characters]"), failure.message().substring(20_000));
    assertTrue(failure.stack().endsWith("[cut here, after 80000 characters]"));
  }

  /** An exception that cannot be printed is told as what it is. */
  @Test
  void hostileException_isRecorded() {
    class Hostile extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String toString() {
        throw new IllegalStateException("no text");
      }

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    }
    Recording recording = new Recording();
    Task<Integer> task =
        Task.of(
            "task",
            () -> {
              throw new Hostile();
            });
    Make.defaults().recorder(recording).now(task);

    FailureRow failure = data(recording).failures().getFirst();
    assertTrue(failure.message().contains("Hostile"));
    assertTrue(failure.stack().contains("could not be printed"));
  }
}
