package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.PlacedStage;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.FailureRow;
import io.github.taskloom.dashboard.internal.data.NoteRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.record.Changes;
import io.github.taskloom.policy.Retry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a recording keeps, and what it lets go of. */
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

  /** Where another process worked for a task is a note of it. */
  @Test
  void place_thatAStageSays_isANote() {
    Recording recording = new Recording();
    Make.defaults()
        .recorder(recording)
        .get(Task.async("remote", () -> new Placed()).then("after", text -> text));

    List<NoteRow> notes = data(recording).notes();
    assertEquals(List.of(new NoteRow(0, "attempt 1 ran on", "member 2")), notes);
  }

  private static final class Placed extends CompletableFuture<String>
      implements PlacedStage<String> {
    Placed() {
      complete("value");
    }

    @Override
    public String place() {
      return "member 2";
    }
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
