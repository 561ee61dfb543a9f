package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Preview.Reason;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.MemoryJournal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a journal tells apart, what it says of a task, and what it has to do with no longer. */
@Timeout(60)
class MakeJournalRulesTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final Make how = Make.defaults().journal(journal);

  private Preview last(Task<?> task) {
    return how.preview(task).getLast();
  }

  private static Task<Integer> behind(String fingerprint, Task<?> required) {
    TaskBuilder<Integer> builder = Task.builder("behind", () -> 8);
    if (fingerprint != null) {
      builder = builder.fingerprint(fingerprint);
    }
    return builder.require(required).build();
  }

  /** A fingerprint and the keys behind it are texts of their own, however they read together. */
  @Test
  void preview_sameTextsOtherwiseDivided_hasChanged() {
    how.now(behind("1", Task.of("23", () -> 7)));
    assertSame(Reason.UNCHANGED, last(behind("1", Task.of("23", () -> 7))).reason());

    assertSame(Reason.CHANGED, last(behind("12", Task.of("3", () -> 7))).reason());
    assertSame(Reason.CHANGED, last(behind("", Task.of("123", () -> 7))).reason());
  }

  /** An empty fingerprint is one, and none is another. */
  @Test
  void preview_emptyFingerprintOrNone_differ() {
    how.now(behind("", Task.of("first", () -> 7)));
    assertSame(Reason.UNCHANGED, last(behind("", Task.of("first", () -> 7))).reason());

    assertSame(Reason.CHANGED, last(behind(null, Task.of("first", () -> 7))).reason());
  }

  /** Each reason names the task that it is about, and says what is with that. */
  @Test
  void preview_prerequisite_isNamedWithItsState() {
    Task<Integer> broken = Task.of("first", () -> Integer.parseInt("x"));
    Task<Integer> either =
        Task.builder("behind", () -> 8).require(broken, EdgeRule.COMPLETED).build();
    how.now(either);
    assertSame(TaskState.DONE, either.state());
    Task<Integer> failed = Task.of("first", () -> Integer.parseInt("x"));
    Make.defaults().now(failed);
    assertSame(TaskState.FAILED, failed.state());

    Preview settled =
        last(Task.builder("behind", () -> 8).require(failed, EdgeRule.COMPLETED).build());
    Preview open =
        last(
            Task.builder("behind", () -> 8)
                .require(Task.of("first", () -> 7), EdgeRule.COMPLETED)
                .build());
    Preview alarm =
        last(
            Task.builder("behind", () -> 8)
                .require(Task.of("first", () -> 7), EdgeRule.FAILED)
                .build());

    assertEquals("behind runs: first is FAILED", settled.toString());
    assertEquals("behind runs: first is not restored", open.toString());
    assertSame(Reason.CHANGED, alarm.reason());
  }

  /** What failed says in which attempt, and why. */
  @Test
  void preview_failedBefore_saysHow() {
    Task<Integer> failing =
        Task.builder("task", () -> Integer.parseInt("x")).retry(Retry.times(2)).build();
    how.now(failing);

    String said = last(Task.of("task", () -> 7)).why();

    assertTrue(said.startsWith("it was FAILED in attempt 2: "), said);
    assertTrue(said.contains("NumberFormatException"), said);
  }

  /** Once a make is over, what becomes of its tasks is not for its journal. */
  @Test
  void make_over_laterRunsAreNotRecorded() {
    Object[] value = {null};
    Task<Object> task =
        Task.of(
            "task",
            () -> {
              if (value[0] == null) {
                throw new IllegalStateException("on purpose");
              }
              return value[0];
            });
    how.now(task);
    assertSame(TaskState.FAILED, task.state());
    int recorded = journal.appended().size();
    value[0] = new Object(); // of no kind that a journal takes

    task.retry();
    assertSame(value[0], Make.defaults().get(task));

    assertEquals(recorded, journal.appended().size());
  }

  /** A task that has begun elsewhere is recorded with its value, by each make that waits for it. */
  @Test
  void make_twoWaitForOthers_bothRecordTheValue() throws Exception {
    MemoryJournal second = new MemoryJournal();

    awaitedByTwo(ValueCodec.basic(), second).join();

    byte[] bytes = ValueCodec.basic().write("value");
    assertArrayEquals(bytes, value(journal));
    assertArrayEquals(bytes, value(second));
  }

  /** Where one of them cannot record the value it says so, and it is none of the other's. */
  @Test
  void make_othersGiveWhatCannotBeRecorded_isTold() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    ValueCodec<Object> once =
        ValueCodec.of(
            value -> {
              if (writes.incrementAndGet() > 1) {
                throw new IllegalStateException("on purpose");
              }
              return new byte[] {7};
            },
            bytes -> "value");
    MemoryJournal second = new MemoryJournal();

    CompletableFuture<?> first = awaitedByTwo(once, second);

    Throwable thrown = assertThrows(CompletionException.class, first::join);
    while (!(thrown instanceof JournalException) && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    assertTrue(
        thrown
            .getMessage()
            .startsWith(
                "begun is DONE, by another make or by hand, with a value that cannot be recorded"),
        thrown::toString);
    assertArrayEquals(new byte[] {7}, value(second));
  }

  /** A task has begun or it has not: what never began has no attempt, however it ended. */
  @Test
  void make_cancelled_recordsAttemptsOfThoseThatBegan() {
    Task<Object> first =
        Task.of(
            "first",
            () -> {
              throw new CancelledException("not today");
            });
    how.now(first.then("behind", value -> value));

    assertEquals(1, attempts("first"));
    assertEquals(0, attempts("behind"));
  }

  private int attempts(String key) {
    JournalEntry entry = journal.find(key);
    assertNotNull(entry);
    assertSame(JournalEntry.Outcome.CANCELLED, entry.outcome());
    return entry.attempts();
  }

  /** In the eager order, too, tasks that none requires share one wait. */
  @Test
  void make_independentTasksEagerly_areAwaitedOnce() {
    List<Long> awaits = new CopyOnWriteArrayList<>();
    MemoryJournal counted =
        new MemoryJournal() {
          @Override
          public void await(long position) {
            if (position > 0) {
              awaits.add(position);
            }
            super.await(position);
          }
        };
    List<Task<Integer>> tasks =
        IntStream.range(0, 100).mapToObj(number -> Task.of("t" + number, () -> number)).toList();

    Make.defaults().order(Order.EAGER).journal(counted).now(tasks);

    assertEquals(List.of(100L), awaits);
  }

  /** A preview refuses what a make would refuse. */
  @Test
  void preview_sameKeyTwice_isRefused() {
    Task<?> one = Task.of("task", () -> 7);
    Task<?> other = Task.of("task", () -> 8);

    assertThrows(TaskStateException.class, () -> how.preview(one, other));
  }

  private static byte[] value(MemoryJournal recorded) {
    JournalEntry entry = recorded.find("begun");
    assertNotNull(entry);
    return entry.value();
  }

  /** Two makes wait for a task that has begun before; gives back the first one. */
  private CompletableFuture<?> awaitedByTwo(ValueCodec<Object> codec, MemoryJournal second)
      throws Exception {
    Gate gate = new Gate();
    Task<Object> begun =
        Task.<Object>builder(
                "begun",
                () -> {
                  gate.passUninterrupted();
                  return "value";
                })
            .codec(codec)
            .build();
    Thread thread = begun.bg();
    gate.awaitEntered();
    CountDownLatch planned = new CountDownLatch(1); // by a task of the make
    CompletableFuture<?> first = how.later(behind(begun, planned::countDown));
    Bounded.await(planned);

    Make.defaults().journal(second).now(behind(begun, gate::open));

    Bounded.join(thread);
    return first;
  }

  private static Task<?> behind(Task<?> begun, TaskAction planned) {
    Task<?> beside = Task.run("beside", planned);
    return Task.builder("behind", () -> 8).require(begun).require(beside).build();
  }
}
