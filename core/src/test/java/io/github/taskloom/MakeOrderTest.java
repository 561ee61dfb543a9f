package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 1, 3, 4 and 10 of make: what is refused, what is decided, what runs in which order. */
class MakeOrderTest {
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
          ran.add(name);
          throw new IllegalStateException(name + " is broken");
        });
  }

  /** A task in PREPARE refuses the whole make, whether it is given or required. */
  @Test
  void make_withTaskInPrepare_throwsBeforeAnythingRuns() {
    Task<String> first = task("first");
    Task<String> unready = Task.builder("unready", () -> "x").prepare().build();
    Task<String> last = task("last");
    last.require(first);
    last.require(unready);

    TaskStateException required =
        assertThrows(TaskStateException.class, () -> Tasks.makeNow(first, last));
    TaskStateException given =
        assertThrows(TaskStateException.class, () -> Tasks.makeNow(first, unready));

    assertTrue(required.getMessage().contains("unready is in PREPARE"), required.getMessage());
    assertTrue(given.getMessage().contains("unready is in PREPARE"), given.getMessage());
    assertSame(unready, required.task());
    assertEquals(List.of(), ran);
    assertEquals(TaskState.PENDING, first.state());
  }

  /** A cycle is told with its whole path, and nothing has run. */
  @Test
  void make_withCycle_throwsWithWholePath() {
    Task<String> entry = task("entry");
    Task<String> a = task("a");
    Task<String> b = task("b");
    Task<String> c = task("c");
    entry.require(a);
    a.require(b);
    b.require(c);
    c.require(a);

    CycleException cycle = assertThrows(CycleException.class, () -> Tasks.makeNow(entry));

    assertEquals(List.of(a, b, c, a), cycle.path());
    assertTrue(cycle.getMessage().contains("a -> b -> c -> a"), cycle.getMessage());
    assertEquals(List.of(), ran);
  }

  /** Prerequisites are made first. */
  @Test
  void make_withPendingPrerequisites_makesThemFirst() {
    Task<String> a = task("a");
    Task<String> b = a.thenCall("b", (Callable<String>) () -> add("b"));
    Task<String> c = b.thenCall("c", (Callable<String>) () -> add("c"));

    assertEquals(List.of(c), Tasks.makeNow(c));

    assertEquals(List.of("a", "b", "c"), ran);
    assertEquals(TaskState.DONE, a.state());
  }

  private String add(String name) {
    ran.add(name);
    return name;
  }

  /** A failed prerequisite fails what requires it, with the chain down to the root as the cause. */
  @Test
  void make_withFailingPrerequisite_failsDependentsWithChain() {
    Task<String> root = failing("root");
    Task<String> middle = task("middle");
    Task<String> leaf = task("leaf");
    middle.require(root);
    leaf.require(middle);

    assertEquals(List.of(leaf), Tasks.makeNow(leaf));

    assertEquals(List.of("root"), ran);
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, leaf.outcome());
    PrerequisiteException byMiddle = assertInstanceOf(PrerequisiteException.class, failed.cause());
    assertSame(middle, byMiddle.prerequisite());
    assertEquals(TaskState.FAILED, byMiddle.prerequisiteState());
    PrerequisiteException byRoot =
        assertInstanceOf(PrerequisiteException.class, byMiddle.getCause());
    assertSame(root, byRoot.prerequisite());
    assertEquals("root is broken", byRoot.getCause().getMessage());
  }

  /** A cancelled prerequisite cancels what requires it. */
  @Test
  void make_withCancelledPrerequisite_cancelsDependents() {
    Task<String> root = task("root");
    root.cancel();
    Task<String> leaf = task("leaf");
    leaf.require(root);

    Tasks.makeNow(leaf);

    assertEquals(TaskState.CANCELLED, leaf.state());
    Outcome.Cancelled<?> cancelled = assertInstanceOf(Outcome.Cancelled.class, leaf.outcome());
    assertSame(root, cancelled.why().blocker());
  }

  /** FAILED decides before CANCELLED, whichever comes first among the prerequisites. */
  @Test
  void make_withFailedAndCancelledPrerequisites_fails() {
    Task<String> cancelled = task("cancelled");
    cancelled.cancel();
    Task<String> failed = failing("failed");
    failed.make();
    Task<String> leaf = task("leaf");
    leaf.require(cancelled);
    leaf.require(failed);

    leaf.make();

    assertEquals(TaskState.FAILED, leaf.state());
  }

  /** An aborted prerequisite fails a task that is made. */
  @Test
  void make_withAbortedPrerequisite_fails() {
    Task<String> aborted = task("aborted");
    aborted.abort();
    Task<String> leaf = task("leaf");
    leaf.require(aborted);

    leaf.make();

    assertEquals(TaskState.FAILED, leaf.state());
  }

  /** A task that is decided when the make plans is no reason to make its other prerequisites. */
  @Test
  void make_withTaskDecidedAtPlanning_leavesItsOtherPrerequisitesAlone() {
    Task<String> broken = failing("broken");
    broken.make();
    ran.clear();
    Task<String> other = task("other");
    Task<String> decided = task("decided");
    decided.require(other);
    decided.require(broken);
    Task<String> sibling = task("sibling");
    Task<String> leaf = task("leaf");
    leaf.require(decided);
    leaf.require(sibling);

    leaf.make();

    assertEquals(TaskState.FAILED, decided.state());
    assertEquals(TaskState.FAILED, leaf.state());
    assertEquals(TaskState.PENDING, other.state());
    assertEquals(TaskState.DONE, sibling.state(), "leaf was not decided when the make planned");
    assertEquals(List.of("sibling"), ran);
  }

  /** Given tasks that are settled are yielded as they are, first and in order, and do not rerun. */
  @Test
  void make_withSettledTasks_yieldsThemAsTheyAre() {
    Task<String> done = task("done");
    done.make();
    Task<String> failed = failing("failed");
    failed.make();
    Task<String> cancelled = task("cancelled");
    cancelled.cancel();
    Task<String> pending = task("pending");
    ran.clear();

    assertEquals(
        List.of(done, failed, cancelled, pending),
        Tasks.makeNow(pending, done, failed, cancelled, done, pending));

    assertEquals(List.of("pending"), ran);
  }

  /** Nothing given: nothing happens. */
  @Test
  void make_withNothing_returnsNothing() {
    assertEquals(List.of(), Tasks.makeNow());
  }

  /** Layers follow from arguments and edges: the same each time. */
  @Test
  void layers_ofDiamonds_followArgumentsAndEdges() {
    Task<String> a = task("a");
    Task<String> b = task("b");
    Task<String> c = task("c");
    Task<String> d = task("d");
    Task<String> e = task("e");
    d.require(c);
    d.require(a);
    e.require(d);
    e.require(b);

    assertEquals(List.of(List.of(c, a, b), List.of(d), List.of(e)), Tasks.layers(List.of(e)));
    assertEquals(List.of(List.of(b, c, a), List.of(d), List.of(e)), Tasks.layers(List.of(b, e)));
    assertEquals(TaskState.PENDING, a.state());
  }

  /** One worker takes ready tasks in the order of arguments and edges. */
  @Test
  void make_onOneLane_runsInOrder() {
    List<Task<?>> tasks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      names.add("t" + i);
      tasks.add(task("t" + i));
    }

    assertEquals(tasks, Make.defaults().parallelism(1).now(tasks));

    assertEquals(names, ran);
  }

  /** An Error counts as any exception: the engine's threads go on, and make returns. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_withErrors_failsThoseAndGoesOn(Order order) {
    List<Task<?>> tasks = new ArrayList<>();
    List<Error> errors =
        List.of(new StackOverflowError("deep"), new OutOfMemoryError("full"), new Error("odd"));
    for (Error error : errors) {
      tasks.add(
          Task.of(
              "throws " + error.getMessage(),
              () -> {
                throw error;
              }));
      tasks.add(task("beside " + error.getMessage()));
    }

    Make.defaults().order(order).now(tasks);

    for (int i = 0; i < errors.size(); i++) {
      Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, tasks.get(2 * i).outcome());
      assertSame(errors.get(i), failed.cause());
      assertEquals(TaskState.DONE, tasks.get(2 * i + 1).state());
    }
  }

  /** A retried task runs again in the next make, and only it. */
  @Test
  void make_afterRetry_runsTheRest() {
    Task<String> flaky =
        Task.of(
            "flaky",
            () -> {
              ran.add("flaky");
              if (ran.size() < 3) {
                throw new IllegalStateException("not yet");
              }
              return "at last";
            });
    Task<String> first = task("first");
    flaky.require(first);
    Task<String> leaf = task("leaf");
    leaf.require(flaky);
    leaf.make();
    assertEquals(TaskState.FAILED, leaf.state());

    flaky.retry();
    assertEquals(List.of(leaf), flaky.reopenDependents());
    leaf.make();

    assertEquals(List.of("first", "flaky", "flaky", "leaf"), ran);
    assertEquals(TaskState.DONE, leaf.state());
  }
}
