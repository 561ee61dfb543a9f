package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CompletionLogTest {

  private static List<TaskNode<?>> tasks(int count) {
    List<TaskNode<?>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(TaskNode.of(Task.of("task " + i, () -> 1)));
    }
    return tasks;
  }

  /** What was not read is given at the end, in order, however much is read by then. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "1, 1",
    "1024, 0",
    "1024, 1024",
    "1025, 1024",
    "3000, 0",
    "3000, 1",
    "3000, 1023",
    "3000, 1024",
    "3000, 1025",
    "3000, 2999",
    "3000, 3000"
  })
  void rest_afterSomeWereRead_isAllOthers(int count, int read) {
    for (boolean streamed : new boolean[] {true, false}) {
      List<TaskNode<?>> added = tasks(count);
      CompletionLog completions = new CompletionLog(count, streamed);
      added.forEach(completions::add);
      for (int i = 0; i < read; i++) {
        assertSame(added.get(i), completions.poll());
      }
      assertFalse(completions.isEnded());

      completions.end();

      assertTrue(completions.isEnded());
      assertEquals(added.subList(read, count), completions.rest());
      assertEquals(List.of(), completions.rest());
      assertNull(completions.poll());
    }
  }

  /** Fewer may come than there is room for. */
  @Test
  void rest_fewerThanRoom_isWhatCame() {
    List<TaskNode<?>> added = tasks(1_500);
    CompletionLog completions = new CompletionLog(5_000, true);
    added.forEach(completions::add);

    assertSame(added.getFirst(), completions.poll());
    completions.end();

    assertEquals(added.subList(1, 1_500), completions.rest());
    assertNull(completions.poll());
  }

  /** A reader of a stream sleeps until the next one comes, or the end. */
  @Test
  void await_nothingYet_sleepsUntilTheNext() throws Exception {
    CompletionLog completions = new CompletionLog(2, true);
    List<TaskNode<?>> added = tasks(1);
    Waiting first = new Waiting(completions, false);

    completions.add(added.getFirst());

    assertTrue(first.result());
    assertTrue(completions.await(false)); // it was not read yet
    assertSame(added.getFirst(), completions.poll());
    assertNull(completions.poll());
    Waiting second = new Waiting(completions, false);

    completions.end();

    assertTrue(second.result());
    assertTrue(completions.await(false));
  }

  /** Who reads all at the end sleeps through what comes before. */
  @Test
  void await_untilTheEnd_sleepsThroughTheRest() throws Exception {
    CompletionLog completions = new CompletionLog(2, true);
    Waiting waiting = new Waiting(completions, true);

    tasks(2).forEach(completions::add);

    Bounded.until(() -> waiting.thread.getState() == Thread.State.WAITING);
    assertFalse(waiting.call.isDone());
    completions.end();
    assertTrue(waiting.result());
  }

  /** So does one who has read all that there can be. */
  @Test
  void await_allRead_sleepsUntilTheEnd() throws Exception {
    CompletionLog completions = new CompletionLog(1, true);
    completions.add(tasks(1).getFirst());
    completions.poll();
    Waiting waiting = new Waiting(completions, false);

    completions.end();

    assertTrue(waiting.result());
  }

  /** An interrupt ends a wait, and is told. */
  @Test
  void await_interrupted_saysSo() throws Exception {
    Waiting waiting = new Waiting(new CompletionLog(1, true), false);

    waiting.thread.interrupt();

    assertFalse(waiting.result());
    assertFalse(waiting.interrupted);
  }

  /** A wait on a thread of its own, which sleeps by now. */
  private static final class Waiting {
    private final FutureTask<Boolean> call;
    private final Thread thread;
    private volatile boolean interrupted;

    Waiting(CompletionLog completions, boolean untilEnd) {
      call =
          new FutureTask<>(
              () -> {
                boolean on = completions.await(untilEnd);
                interrupted = Thread.currentThread().isInterrupted();
                return on;
              });
      thread = Thread.ofPlatform().daemon().start(call);
      Bounded.until(() -> thread.getState() == Thread.State.WAITING);
    }

    boolean result() throws Exception {
      return call.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
