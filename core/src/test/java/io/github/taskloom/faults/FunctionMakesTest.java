package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.fsm.FsmException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that work on the very graph that they are part of. */
@Timeout(60)
class FunctionMakesTest {
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private Task<?> task(String name) {
    return Task.of(name, () -> ran.add(name));
  }

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  /** A function that makes the whole graph, itself included, is told; the rest goes on. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionMakesItsOwnGraph_failsAndTheRestIsMade(Way way) {
    Task<?> root = task("root");
    AtomicReference<List<Task<?>>> graph = new AtomicReference<>();
    Task<?> self = root.thenCall("self", () -> way.make().now(graph.get()));
    Task<?> behind = self.thenCall("behind", () -> "x");
    Task<?> beside = root.thenCall("beside", () -> "y");
    graph.set(List.of(root, self, behind, beside));

    way.make().now(graph.get());

    assertSame(self, assertInstanceOf(TaskStateException.class, cause(self)).task());
    assertEquals(TaskState.FAILED, behind.state());
    assertEquals(new Done<>("y"), beside.outcome());
  }

  /** A function that makes its neighbours of the same make: each runs once. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionsMakeTheirNeighbours_eachRunsOnce(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> root = Task.of("root", runs::incrementAndGet);
    List<Task<Integer>> leaves =
        Collections.nCopies(20, 0).stream()
            .map(zero -> root.<Integer>thenCall("leaf", runs::incrementAndGet))
            .toList();
    Task<?> first = root.thenCall("first", () -> way.make().now(leaves));
    Task<?> last = root.thenCall("last", () -> way.make().now(leaves.reversed()));
    last.require(leaves.getFirst());

    way.make().now(first, leaves.get(7), last);

    assertEquals(21, runs.get());
    leaves.forEach(leaf -> assertEquals(TaskState.DONE, leaf.state()));
    assertEquals(TaskState.DONE, first.state());
    assertEquals(TaskState.DONE, last.state());
  }

  /** What a function may not do to its own task while it runs throws there and then. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionActsOnItself_isRefused(Way way) {
    Task<?> other = task("other");
    List<Consumer<Task<?>>> acts =
        List.of(
            Task::dispatch,
            Task::bg,
            Task::retry,
            Task::abort,
            self -> self.require(other),
            self -> self.repairWith(() -> null),
            self -> Task.current().orElseThrow().make());
    List<Task<?>> tasks =
        acts.stream()
            .<Task<?>>map(act -> Task.run("acting", () -> act.accept(Task.current().orElseThrow())))
            .toList();

    way.make().now(tasks);

    tasks.forEach(task -> assertInstanceOf(FsmException.class, cause(task)));
    assertEquals(TaskState.PENDING, other.state());
  }
}
