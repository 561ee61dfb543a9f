package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    assertEquals("A task is null", thrown.getMessage());
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

  /** Two streams of one thread that are closed in the wrong order: it says so, and both end. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void close_inTheWrongOrder_saysSo(boolean readToTheEnd) throws Exception {
    Gate gate = new Gate();
    Task<String> first = task("first");
    Task<String> later =
        Task.of(
            "later",
            () -> {
              gate.pass();
              return "x";
            });
    Task<String> settled = task("settled");
    settled.dispatch();
    Boolean ended =
        Bounded.elsewhere(
            () -> {
              Stream<Task<?>> one = Make.defaults().stream(settled, first);
              Iterator<Task<?>> tasks = one.iterator();
              assertSame(settled, tasks.next());
              Stream<Task<?>> two = Make.defaults().stream(settled, later);
              assertSame(settled, two.iterator().next());
              gate.awaitEntered();
              gate.open();

              IllegalStateException thrown =
                  assertThrows(
                      IllegalStateException.class,
                      () -> {
                        if (readToTheEnd) {
                          tasks.forEachRemaining(task -> assertSame(first, task));
                        } else {
                          one.close();
                        }
                      });

              assertTrue(
                  thrown.getMessage().startsWith("The make settled and 1 more has ended, but"),
                  thrown::getMessage);
              assertTrue(thrown.getMessage().contains("reverse order"), thrown::getMessage);
              assertNotNull(thrown.getCause());
              two.close();
              assertEquals(List.of(settled), Make.defaults().now(settled)); // the thread is as ever
              return true;
            });

    assertTrue(ended);
    assertTrue(later.isSettled());
  }

  /** One that another thread reads to its end says whose it is, and that one can close it. */
  @Test
  void read_byAnotherThread_saysWhoseItIs() throws Exception {
    Task<String> settled = task("settled");
    settled.dispatch();
    Task<String> task = task("task");
    try (Stream<Task<?>> stream = Make.defaults().stream(settled, task)) {
      Iterator<Task<?>> tasks = stream.iterator();
      assertSame(settled, tasks.next());

      IllegalStateException thrown =
          Bounded.elsewhere(
              () -> {
                assertSame(task, tasks.next());
                return assertThrows(IllegalStateException.class, tasks::hasNext);
              });

      assertTrue(thrown.getMessage().contains("begun by another thread"), thrown::getMessage);
    }
    assertEquals(List.of(settled), Make.defaults().now(settled));
  }
}
