package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A make as a stream of what settles. */
@Timeout(30)
class MakeStreamTest {

  private static Task<String> task(String name) {
    return Task.of(name, () -> name);
  }

  /** A null among the tasks is refused at once, by a stream that is not read yet, too. */
  @Test
  void stream_ofNull_isRefused() {
    List<Task<?>> tasks = Collections.singletonList(null);

    NullPointerException thrown =
        assertThrows(NullPointerException.class, () -> Make.defaults().stream(tasks));

    assertEquals("A task to be made is null", thrown.getMessage());
  }

  /** It belongs to one thread, so it does not split; it has an order and no duplicates. */
  @Test
  void spliterator_ofTasks_isOrderedAndWhole() {
    Spliterator<Task<?>> made = Make.defaults().stream(task("a"), task("b")).spliterator();

    assertEquals(2, made.estimateSize());
    assertTrue(
        made.hasCharacteristics(Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.ORDERED));
    assertNull(made.trySplit());
    List<Task<?>> read = new ArrayList<>();
    made.forEachRemaining(read::add);
    assertEquals(2, read.size());
  }

  /** An interrupt stops the make; its reader finds the flag set when it reads on. */
  @Test
  void tryAdvance_interruptedReader_findsTheFlag() throws Exception {
    Gate gate = new Gate();
    Task<String> stuck =
        Task.of(
            "stuck",
            () -> {
              gate.pass();
              return "x";
            });
    List<Boolean> flags = new ArrayList<>();
    FutureTask<?> reading =
        new FutureTask<>(
            () ->
                Make.defaults().stream(stuck)
                    .forEach(task -> flags.add(Thread.currentThread().isInterrupted())),
            null);
    Thread reader = Thread.ofPlatform().daemon().start(reading);
    gate.awaitEntered();

    reader.interrupt();

    reading.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(List.of(true), flags);
    assertEquals(TaskState.CANCELLED, stuck.state());
  }

  /** Who closes it in another thread waits for its end, and keeps an interrupt meanwhile. */
  @Test
  void close_byAnotherThreadThatIsInterrupted_waitsAndStaysSo() throws Exception {
    Gate gate = new Gate();
    Task<String> deaf =
        Task.of(
            "deaf",
            () -> {
              gate.passUninterrupted();
              return "x";
            });
    Stream<Task<?>> made = Make.defaults().stream(deaf);
    FutureTask<?> reading = Bounded.background(() -> made.map(Task::name).toList());
    gate.awaitEntered();
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              made.close();
              return Thread.currentThread().isInterrupted();
            });
    Thread closer = Thread.ofPlatform().daemon().start(closing);
    Bounded.until(() -> closer.getState() == Thread.State.WAITING);
    closer.interrupt();
    Bounded.until(() -> !closer.isInterrupted() && closer.getState() == Thread.State.WAITING);

    gate.open();

    assertTrue(closing.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertTrue(deaf.isSettled());
    reading.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** One that was closed before it was read makes nothing. */
  @Test
  void close_beforeItWasRead_makesNothing() {
    Task<String> task = task("a");
    Stream<Task<?>> made = Make.defaults().stream(task);
    Spliterator<Task<?>> unread = made.spliterator();

    made.close();

    unread.forEachRemaining(
        settled -> {
          throw new AssertionError(settled + " has settled");
        });
    assertEquals(TaskState.PENDING, task.state());
  }
}
