package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A settled task that others are put behind, one after the other, does not hold them all. */
@Timeout(120)
class SharedPrerequisiteTest {
  private static final int REQUESTS = 1_000;

  /** The most that is held of what is past: twice what a sweep has left, sixteen at least. */
  private static final int FEW = 17;

  private final Task<String> config = Task.of("config", () -> "configured");

  private static Task<String> failing(String name) {
    return Task.of(
        name,
        () -> {
          throw new IllegalStateException(name);
        });
  }

  /** Tasks that are put behind {@link #config} until each sweep that is due has come. */
  private void serve(int requests) {
    for (int i = 0; i < requests; i++) {
      Task<String> request = config.thenCall("served " + i, () -> "response");
      request.make();
    }
  }

  /** What is DONE behind it is let go of. */
  @Test
  void dependents_doneBehindDone_areFew() {
    serve(REQUESTS);

    assertTrue(config.dependents().size() <= FEW, () -> config.dependents().toString());
  }

  /** So is what fails, is cancelled or aborted on its own account, and what fails behind that. */
  @Test
  void dependents_settledForReasonsOfTheirOwn_areFew() {
    config.make();
    for (int i = 0; i < REQUESTS; i++) {
      Task<String> request = failing("failing " + i);
      request.require(config);
      Task<String> behind = request.thenCall("behind " + i, () -> "never");
      behind.require(config);
      Task<String> cancelled = config.thenCall("cancelled " + i, () -> "never");
      Task<String> aborted = config.thenCall("aborted " + i, () -> "never");
      cancelled.cancel();
      aborted.abort();
      behind.make();
      assertEquals(TaskState.FAILED, behind.state());
    }

    assertTrue(config.dependents().size() <= 2 * FEW, () -> config.dependents().toString());
  }

  /** What stands in for a failure that did not come is not kept for one that never will. */
  @Test
  void dependents_notNeeded_areFew() {
    config.make();
    for (int i = 0; i < REQUESTS; i++) {
      Task<String> standIn = Task.of("stand-in " + i, () -> "never");
      standIn.require(config, EdgeRule.FAILED);
      Task<String> request = config.thenCall("request " + i, () -> "response");
      Task<String> other = config.thenCall("other " + i, () -> "never");
      Task<String> either = request.orElseFrom("either " + i, other);
      Tasks.makeNow(standIn, either);
      assertEquals(TaskState.CANCELLED, standIn.state());
      assertEquals(TaskState.DONE, either.state());
    }

    assertTrue(config.dependents().size() <= 2 * FEW, () -> config.dependents().toString());
  }

  /** A task that is ABORT is never repaired: what failed by it is let go of. */
  @Test
  void dependents_failedBehindAborted_areFew() {
    config.abort();
    for (int i = 0; i < REQUESTS; i++) {
      config.thenCall("failed " + i, () -> "never").make();
    }

    assertTrue(config.dependents().size() <= FEW, () -> config.dependents().toString());
  }

  /** One that is FAILED keeps what failed by it, and lets go of what is DONE all the same. */
  @Test
  void dependents_behindFailed_failedStayAndDoneAreFew() {
    Task<String> failed = failing("failed");
    failed.make();
    List<Task<?>> byIt = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Task<String> instead = failed.orElse("instead " + i, "stand-in");
      instead.make();
      assertEquals(TaskState.DONE, instead.state());
    }
    for (int i = 0; i < 40; i++) {
      byIt.add(failed.thenCall("by it " + i, () -> "value"));
      byIt.getLast().make();
    }

    List<Task<?>> left = failed.dependents();
    assertTrue(left.containsAll(byIt));
    assertTrue(left.size() <= byIt.size() + 2 * FEW, left::toString);
  }

  /** What is not settled stays, in the order it came, however often others are let go of. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 100})
  void dependents_pendingAmongDone_stayInOrder(int count) {
    config.make();
    List<Task<?>> pending = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pending.add(config.thenCall("pending " + i, () -> "later"));
      serve(20);
    }

    List<Task<?>> left = new ArrayList<>(config.dependents());
    left.retainAll(new HashSet<>(pending));
    assertEquals(pending, left);
    assertTrue(config.dependents().size() <= 2 * Math.max(count, FEW));
  }

  /** What failed because of it stays when it is repaired, until it is reopened. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 100})
  void reopenDependents_afterManyMore_bringsBackWhatFailedByIt(int count) {
    Task<String> root = failing("root");
    List<Task<?>> failed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      failed.add(root.thenCall("failed " + i, () -> "value"));
    }
    Make.defaults().now(failed);
    root.completeWith("by hand");
    for (int i = 0; i < REQUESTS; i++) {
      root.thenCall("more " + i, () -> "value").make();
    }

    assertEquals(failed, root.reopenDependents());

    Make.defaults().now(failed);
    assertTrue(failed.stream().allMatch(task -> task.state() == TaskState.DONE));
    for (int i = 0; i <= 4 * count + FEW; i++) {
      root.thenCall("and more " + i, () -> "value").make();
    }
    assertFalse(root.dependents().contains(failed.getFirst()));
  }

  /** What two roots hinder goes on with the second to be repaired, whichever that is. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reopenDependents_twoRootsRepairedAfterEachOther_bringsItBack(boolean firstFirst) {
    Task<String> one = failing("one");
    Task<String> two = failing("two");
    Task<String> hindered = Task.builder("hindered", () -> "x").require(one, two).build();
    hindered.make();
    for (Task<String> root : firstFirst ? List.of(one, two) : List.of(two, one)) {
      root.completeWith("by hand");
      for (int i = 0; i < 40; i++) {
        root.thenCall("more " + i, () -> "value").make();
      }
      root.reopenDependents();
    }

    assertEquals(TaskState.PENDING, hindered.state());
  }

  /** One that was let go of and is retried is there again. */
  @ParameterizedTest
  @ValueSource(ints = {7, 40})
  void retry_ofOneThatWasLetGoOf_isBack(int more) {
    config.make();
    Task<String> failed = failing("failed");
    failed.require(config);
    failed.make();
    serve(more);
    Task<String> pending = config.thenCall("pending", () -> "later");
    serve(more);
    assertFalse(config.dependents().contains(failed));

    failed.retry();

    assertTrue(config.dependents().contains(failed));
    assertEquals(List.of(config), failed.prerequisites());
    assertTrue(config.dependents().indexOf(pending) < config.dependents().indexOf(failed));
  }

  /** One that is retried while it is let go of is there in the end. */
  @Test
  void retry_whileItIsLetGoOf_isBack() throws Exception {
    config.make();
    for (int round = 0; round < 400; round++) {
      Task<String> request = failing("failing " + round);
      request.require(config);
      request.make();
      int more = round % 20 + 1;
      Callable<Object> retrying =
          () -> {
            request.retry();
            return config.dependents().contains(request);
          };
      Callable<Object> adding =
          () -> {
            serve(more);
            return true;
          };

      Bounded.together(List.of(retrying, adding));

      assertTrue(config.dependents().contains(request), "round " + round);
      assertEquals(
          config.dependents().size(), new HashSet<>(config.dependents()).size(), "each once");
      request.abort();
    }
  }

  /** Many threads that put tasks behind it lose none that is PENDING. */
  @Test
  void dependents_putByManyThreads_noneThatIsPendingIsLost() throws Exception {
    config.make();
    Callable<List<Task<?>>> putting =
        () -> {
          List<Task<?>> mine = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            mine.add(config.thenCall("pending " + i, () -> "later"));
            serve(3);
          }
          return mine;
        };

    List<List<Task<?>>> put = Bounded.together(List.of(putting, putting, putting));

    List<Task<?>> left = config.dependents();
    assertEquals(left.size(), new HashSet<>(left).size(), "each once");
    for (List<Task<?>> mine : put) {
      List<Task<?>> inOrder = new ArrayList<>(left);
      inOrder.retainAll(new HashSet<>(mine));
      assertEquals(mine, inOrder);
    }
    assertTrue(left.size() <= 2 * 900 + FEW, () -> left.size() + " are held");
  }

  /** A drawing of given tasks has all their edges, whatever was let go of. */
  @Test
  void toDot_afterLettingGo_hasAllEdgesOfTheGiven() {
    config.make();
    Task<String> request = config.thenCall("request", () -> "response");
    request.make();
    serve(40);
    assertFalse(config.dependents().contains(request));

    assertEquals(
        """
        digraph "tasks" {
          node [shape="box", style="filled"];
          n0 [label="config\\nDONE", fillcolor="green", fontcolor="black"];
          n1 [label="request\\nDONE", fillcolor="green", fontcolor="black"];
          n0 -> n1;
        }
        """,
        Tasks.toDot(List.of(config, request)));
  }

  /** Twenty pairs behind a task that is DONE: the first of each is DONE, the second is not. */
  private static List<Task<?>> secondsBehind(Task<?> root) {
    List<Task<?>> seconds = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Task<String> first = Task.of("first " + i, () -> "x");
      first.require(root);
      Task<String> second = first.then("second " + i, text -> text);
      first.dispatch();
      seconds.add(second);
    }
    return seconds;
  }

  /** What is not settled is found through what is: by a cancel, and by a queue. */
  @Test
  void require_pastWithUnsettledBehind_isFoundByWalks() {
    Task<String> root = Task.of("root", () -> "x");
    root.dispatch();
    List<Task<?>> seconds = secondsBehind(root);
    Task<String> other = Task.of("other", () -> "x");
    other.dispatch();
    List<Task<?>> run = secondsBehind(other);

    assertEquals(seconds, Tasks.cancelWithDependents(root, "a test"));
    for (Task<?> task : TaskQueue.of(other).runDependentTasks().run()) {
      assertEquals(TaskState.DONE, task.state());
    }
    run.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** However edges to a hub of many come and go, each is there once, or not at all. */
  @Test
  void unrequire_ofMany_leavesEachOnceOrNot() {
    Task<String> hub = Task.of("hub", () -> "x");
    List<Task<?>> behind = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Task<String> task = Task.of("task " + i, () -> "x");
      task.require(hub);
      behind.add(task);
    }
    for (int i = behind.size() - 1; i >= 10; i--) {
      behind.get(i).unrequire(hub); // from the last to the first: none looks for its place
    }
    behind.get(3).unrequire(hub);
    behind.get(3).require(hub);

    List<Task<?>> left = new ArrayList<>(behind.subList(0, 10));
    left.add(left.remove(3)); // behind those that stayed
    assertEquals(left, hub.dependents());
  }
}
