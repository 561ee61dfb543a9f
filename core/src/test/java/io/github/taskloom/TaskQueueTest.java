package io.github.taskloom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue hands out each task once, ends when nothing can go on, and says what was left. */
@Timeout(120)
class TaskQueueTest {
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  private Task<String> task(String name) {
    return Task.of(
        name,
        () -> {
          ran.add(name);
          return name;
        });
  }

  private Task<String> failing(String name) {
    return Task.of(
        name,
        () -> {
          throw new IllegalStateException(name + " is broken");
        });
  }

  private static List<Task<?>> all(Iterable<Task<?>> run) {
    List<Task<?>> tasks = new ArrayList<>();
    run.forEach(tasks::add);
    return tasks;
  }

  /**
   * Completed tasks come first, then unblocked ones; what is handed out is not tracked any more.
   */
  @Test
  void get_withCompletedAndPending_handsOutCompletedFirst() {
    Task<String> pending = task("pending");
    Task<String> done = task("done");
    done.dispatch();
    Task<String> blocked = task("blocked");
    blocked.require(pending);
    TaskQueue queue = TaskQueue.of(blocked, pending, done);

    assertEquals(Optional.of(done), queue.get());
    assertEquals(Optional.of(pending), queue.get());
    assertEquals(Optional.empty(), queue.get());

    pending.dispatch();
    assertEquals(Optional.of(blocked), queue.get());
    assertEquals(Optional.empty(), queue.get());
    assertEquals(List.of(), queue.left());
  }

  /** A task that is added twice is handed out once. */
  @Test
  void add_twice_handsOutOnce() {
    Task<String> task = task("task");
    TaskQueue queue = TaskQueue.of(task, task);
    queue.add(task);
    assertEquals(Optional.of(task), queue.get());
    assertEquals(Optional.empty(), queue.get());
  }

  /** A prerequisite that is added after the task was found ready holds it back. */
  @Test
  void get_afterAnotherRequire_seesTheNewPrerequisite() {
    Task<String> task = task("task");
    TaskQueue queue = TaskQueue.of(task);
    Task<String> late = task("late");
    task.require(late);
    assertEquals(Optional.empty(), queue.get());
    late.dispatch();
    assertEquals(Optional.of(task), queue.get());
  }

  /** Only the tasks of the queue run. */
  @Test
  void run_withoutDependents_runsOnlyItsTasks() {
    Task<String> first = task("first");
    Task<String> second = first.then("second", text -> text + "!");
    assertEquals(List.of(first), all(TaskQueue.of(first).run()));
    assertEquals(TaskState.PENDING, second.state());
  }

  /** Dependents are pulled in, also those of tasks that were complete before, each once. */
  @Test
  void run_withDependents_pullsThemInOnce() {
    Task<String> root = task("root");
    Task<String> left = task("left");
    Task<String> right = task("right");
    Task<String> leaf = task("leaf");
    left.require(root);
    right.require(root);
    leaf.require(left);
    leaf.require(right);
    root.dispatch();
    left.dispatch();
    ran.clear();

    List<Task<?>> handedOut = all(TaskQueue.of(root).runDependentTasks().run());

    assertEquals(List.of(root, left, right, leaf), handedOut);
    assertEquals(List.of("right", "leaf"), ran);
  }

  /** With once, one task is handed out. */
  @Test
  void run_once_handsOutOne() {
    TaskQueue queue = TaskQueue.of(task("a"), task("b"));
    assertEquals(1, all(queue.run(RunState.create(), true)).size());
    assertEquals(List.of("a"), ran);
    assertEquals(1, queue.left().size());
  }

  /** A cancelled run state ends the run. */
  @Test
  void run_withRunStateCancelled_ends() {
    RunState state = RunState.create();
    Task<String> first = task("first");
    Task<Object> cancelling = Task.run("cancelling", () -> state.cancel());
    TaskQueue queue = TaskQueue.of(first, cancelling, task("never"));
    assertEquals(List.of(first, cancelling), all(queue.run(state)));
    assertEquals(List.of("first"), ran);
    assertFalse(state.isRunning());
  }

  /** A failed task is handed out; what it blocks is left, and the reason names it. */
  @Test
  void run_withFailure_endsAndSaysWhatWasLeft() {
    Task<String> broken = failing("broken");
    Task<String> next = task("next");
    next.require(broken);
    Task<String> last = task("last");
    last.require(next);
    Task<String> cancelled = task("cancelled");
    cancelled.cancel();
    TaskQueue queue = TaskQueue.of(last, next, broken, cancelled);

    assertEquals(List.of(broken), all(queue.run()));

    List<Leftover> left = queue.left();
    assertEquals(List.of(last, next, cancelled), left.stream().map(Leftover::task).toList());
    assertSame(next, left.get(0).blocker());
    assertSame(broken, left.get(1).blocker());
    assertTrue(
        left.get(1).reason().startsWith("next is blocked by broken, which is FAILED: java.lang"),
        left.get(1).reason());
    assertNull(left.get(2).blocker());
    assertEquals("cancelled is CANCELLED", left.get(2).reason());
  }

  /** A repair elsewhere lets a later run finish the rest. */
  @Test
  void run_afterRepair_finishesTheRest() {
    Task<String> broken = failing("broken");
    Task<String> next = task("next");
    next.require(broken);
    TaskQueue queue = TaskQueue.of(next, broken);
    all(queue.run());

    broken.completeWith("by hand");

    assertEquals(List.of(next), all(queue.run()));
    assertEquals(List.of("next"), ran);
  }

  /** A task behind an aborted one is dispatched and so aborted. */
  @Test
  void run_withAbortedPrerequisite_abortsTheTask() {
    Task<String> aborted = task("aborted");
    aborted.abort();
    Task<String> next = task("next");
    next.require(aborted);
    assertEquals(List.of(next), all(TaskQueue.of(next).run()));
    assertEquals(TaskState.ABORT, next.state());
  }

  /** A task behind one that the queue cannot run is left. */
  @Test
  void run_behindTaskThatIsNotInTheQueue_ends() {
    Task<String> outside = task("outside");
    Task<String> next = task("next");
    next.require(outside);
    TaskQueue queue = TaskQueue.of(next);
    assertEquals(List.of(), all(queue.run()));
    assertEquals("next is blocked by outside, which is PENDING", queue.left().getFirst().reason());
  }

  /** What runs elsewhere is waited for, and its end is seen. */
  @Test
  void run_behindTaskThatRunsElsewhere_waitsForIt() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    Task<Object> elsewhere =
        Task.of(
            "elsewhere",
            () -> {
              started.countDown();
              assertTrue(release.await(20, SECONDS));
              return null;
            });
    Task<String> next = task("next");
    next.require(elsewhere);
    elsewhere.bg();
    assertTrue(started.await(20, SECONDS));
    TaskQueue queue = TaskQueue.of(next);
    CompletableFuture<List<Task<?>>> run =
        CompletableFuture.supplyAsync(() -> all(queue.run()), Thread::startVirtualThread);

    release.countDown();

    assertEquals(List.of(next), run.get(20, SECONDS));
    assertEquals(List.of("next"), ran);
  }

  /** A run that waits ends by its run state, and by an interrupt, which stays set. */
  @Test
  void run_thatWaits_endsByRunStateOrInterrupt() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Task<Object> elsewhere = Task.of("elsewhere", () -> release.await(20, SECONDS));
    Task<String> next = task("next");
    next.require(elsewhere);
    elsewhere.bg();
    RunState state = RunState.create();
    TaskQueue queue = TaskQueue.of(next);
    CompletableFuture<List<Task<?>>> run =
        CompletableFuture.supplyAsync(() -> all(queue.run(state)), Thread::startVirtualThread);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread other =
        Thread.startVirtualThread(
            () -> {
              all(queue.run());
              interrupted.complete(Thread.currentThread().isInterrupted());
            });

    state.cancel();
    assertEquals(List.of(), run.get(20, SECONDS));
    other.interrupt();
    assertTrue(interrupted.get(20, SECONDS));
    release.countDown();
    elsewhere.join(Duration.ofSeconds(20));
  }

  /** A cycle is an error with its path, not silence. */
  @Test
  void run_withCycle_throws() {
    Task<String> a = task("a");
    Task<String> b = task("b");
    a.require(b);
    b.require(a);
    Task<String> free = task("free");
    TaskQueue queue = TaskQueue.of(a, b, free);
    Iterator<Task<?>> run = queue.run().iterator();
    assertSame(free, run.next());
    CycleException cycle = assertThrows(CycleException.class, run::hasNext);
    assertEquals(List.of(a, b, a), cycle.path());
  }

  /** Several threads work off one queue: each task once, and all of them end. */
  @RepeatedTest(20)
  void run_fromSeveralThreads_runsEachTaskOnce() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Task<Integer> task = Task.of("t" + i, runs::incrementAndGet);
      for (int before = Math.max(0, i - 7); before < i; before += 3) {
        task.require(tasks.get(before));
      }
      tasks.add(task);
    }
    Collections.reverse(tasks);
    TaskQueue queue = TaskQueue.of(tasks.toArray(Task<?>[]::new));
    List<CompletableFuture<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(
          CompletableFuture.supplyAsync(() -> all(queue.run()).size(), Thread::startVirtualThread));
    }
    int handedOut = 0;
    for (CompletableFuture<Integer> worker : workers) {
      handedOut += worker.get(20, SECONDS);
    }
    assertEquals(300, runs.get());
    assertEquals(300, handedOut);
    assertEquals(List.of(), queue.left());
  }

  /** A long chain is not quadratic. */
  @Test
  void run_ofLongChain_isLinear() {
    Task<Object> last = Task.of("first", () -> null);
    List<Task<?>> tasks = new ArrayList<>(List.of(last));
    for (int i = 1; i < 100_000; i++) {
      Task<Object> next = Task.of(() -> null);
      next.require(last);
      tasks.add(next);
      last = next;
    }
    assertEquals(100_000, all(TaskQueue.of(tasks.toArray(Task<?>[]::new)).run()).size());
    assertEquals(TaskState.DONE, last.state());
  }

  /** The drawing has the tasks of the queue in their order. */
  @Test
  void toDot_ofQueue_drawsItsTasks() {
    Task<String> a = task("a");
    Task<String> b = a.then("b", text -> text);
    TaskQueue queue = TaskQueue.of(b, a);
    String dot = queue.toDot();
    assertTrue(dot.contains("n0 [label=\"b\\nPENDING\""), dot);
    assertTrue(dot.contains("n1 -> n0"), dot);
    queue.get();
    assertFalse(queue.toDot().contains("\"a\\n"), queue.toDot());
  }

  /** An iterator at its end says so. */
  @Test
  void next_atTheEnd_throws() {
    Iterator<Task<?>> run = TaskQueue.of().run().iterator();
    assertFalse(run.hasNext());
    try {
      run.next();
      fail("next() returned");
    } catch (java.util.NoSuchElementException expected) {
      assertEquals("The run is over", expected.getMessage());
    }
  }
}
