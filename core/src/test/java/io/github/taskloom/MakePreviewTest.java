package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Preview.Reason;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.MemoryJournal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each reason for which a task would run, or would not, and that a make then does just that. */
@Timeout(60)
class MakePreviewTest {
  private final Make how = Make.defaults().journal(new MemoryJournal());

  private Preview only(Task<?> task) {
    List<Preview> previews = how.preview(task);
    assertEquals(1, previews.size());
    assertSame(task, previews.getFirst().task());
    return previews.getFirst();
  }

  private Preview last(Task<?> task) {
    Preview last = how.preview(task).getLast();
    assertSame(task, last.task());
    return last;
  }

  private static Task<Integer> task(String fingerprint) {
    return Task.builder("task", () -> 7).fingerprint(fingerprint).build();
  }

  private static Task<Integer> behind(Task<?> required, EdgeRule rule) {
    return Task.builder("behind", () -> 8).require(required, rule).build();
  }

  @Test
  void preview_noJournal_saysSo() {
    Preview preview = Make.defaults().preview(task("1")).getFirst();

    assertSame(Reason.NO_JOURNAL, preview.reason());
    assertTrue(preview.runs());
  }

  @Test
  void preview_neverRun_isNotRecorded() {
    Preview preview = only(task("1"));

    assertSame(Reason.NOT_RECORDED, preview.reason());
    assertTrue(preview.runs());
  }

  @Test
  void preview_theSame_isUnchanged() {
    how.now(task("1"));

    Preview preview = only(task("1"));

    assertSame(Reason.UNCHANGED, preview.reason());
    assertFalse(preview.runs());
  }

  @Test
  void preview_failedBefore_isNotDone() {
    how.now(Task.run("task", () -> Integer.parseInt("x")));

    assertSame(Reason.NOT_DONE, only(task("1")).reason());
  }

  @Test
  void preview_otherFingerprint_hasChanged() {
    how.now(task("1"));

    assertSame(Reason.CHANGED, only(task("2")).reason());
  }

  /** What it requires, and by which rule, is a part of what it is. */
  @Test
  void preview_otherPrerequisites_hasChanged() {
    how.now(behind(task("1"), EdgeRule.DONE));

    assertSame(Reason.CHANGED, last(behind(task("1"), EdgeRule.COMPLETED)).reason());
    assertSame(Reason.CHANGED, last(behind(Task.of("other", () -> 7), EdgeRule.DONE)).reason());
    assertSame(Reason.CHANGED, only(Task.of("behind", () -> 8)).reason());
    assertSame(Reason.UNCHANGED, last(behind(task("1"), EdgeRule.DONE)).reason());
  }

  /** It has not changed itself: only what it requires has. */
  @Test
  void preview_prerequisiteHasChanged_isBehindIt() {
    how.now(behind(task("1"), EdgeRule.DONE));

    assertSame(Reason.PREREQUISITE_RUNS, last(behind(task("2"), EdgeRule.DONE)).reason());

    how.now(task("2"));
    assertSame(Reason.PREREQUISITE_RAN, last(behind(task("2"), EdgeRule.DONE)).reason());
  }

  @Test
  void preview_thereForAFailure_isDecidedAnew() {
    Task<Integer> failing = Task.of("task", () -> Integer.parseInt("x"));
    Task<Integer> alarm = behind(failing, EdgeRule.FAILED);
    how.now(alarm);
    assertSame(TaskState.DONE, alarm.state());

    assertSame(Reason.FOR_FAILURE, last(behind(task("1"), EdgeRule.FAILED)).reason());
  }

  @Test
  void preview_valueCannotBeRead_runs() {
    how.now(task("1"));
    ValueCodec<Integer> reads =
        ValueCodec.of(value -> new byte[0], bytes -> Integer.parseInt("no number"));

    Preview preview = only(Task.builder("task", () -> 7).fingerprint("1").codec(reads).build());

    assertSame(Reason.UNREADABLE, preview.reason());
    assertTrue(preview.why().contains("no number"), preview.why());
  }

  /** Whatever is recorded: it is under way. */
  @Test
  void preview_running_hasBegun() throws InterruptedException {
    how.now(task("1"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Task<Integer> running =
        Task.of(
            "task",
            () -> {
              begun.countDown();
              Bounded.await(goOn);
              return 7;
            });
    CompletableFuture<?> call = Make.defaults().later(running);
    Bounded.await(begun);

    assertSame(Reason.BEGUN, only(running).reason());
    goOn.countDown();
    call.join();
  }
}
