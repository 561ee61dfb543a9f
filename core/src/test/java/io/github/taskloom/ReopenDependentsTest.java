package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.Outcome.Failed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** reopenDependents(): what failed or was cancelled only because of a task goes on with it. */
@Timeout(120)
class ReopenDependentsTest {
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  private Task<String> failing(String name) {
    return Task.of(
        name,
        () -> {
          ran.add(name);
          throw new IOException(name);
        });
  }

  private Task<String> cancelling(String name) {
    return Task.of(
        name,
        () -> {
          throw new CancelledException(name);
        });
  }

  private Task<String> behind(String name, Task<?>... prerequisites) {
    return Task.builder(
            name,
            () -> {
              ran.add(name);
              return name;
            })
        .require(prerequisites)
        .build();
  }

  /** One more make finishes what a failed root held up, and runs nothing twice. */
  @Test
  void reopen_chainBehindFailedRoot_nextMakeFinishes() {
    Task<String> root = failing("root");
    Task<String> second = behind("second", root);
    Task<String> third = behind("third", second);
    third.make();
    assertEquals(TaskState.FAILED, third.state());

    root.repairWith(() -> "repaired");
    assertEquals(List.of(second, third), root.reopenDependents());

    assertEquals(TaskState.PENDING, third.state());
    third.make();
    assertEquals(TaskState.DONE, third.state());
    assertEquals(List.of("root", "second", "third"), ran);
  }

  /** The failure of each carries the chain down to the root's. */
  @Test
  void failure_ofChain_leadsToTheRoot() {
    Task<String> root = failing("root");
    Task<String> third = behind("third", behind("second", root));
    third.make();

    Throwable own = assertInstanceOf(Failed.class, third.outcome()).cause();
    assertEquals("third is blocked by second, which is FAILED", own.getMessage());
    PrerequisiteException next = assertInstanceOf(PrerequisiteException.class, own.getCause());
    assertSame(root, next.prerequisite());
    assertEquals("root", assertInstanceOf(IOException.class, next.getCause()).getMessage());
  }

  /** A chain behind a cancelled root is reopened as well. */
  @Test
  void reopen_chainBehindCancelledRoot_nextMakeFinishes() {
    Task<String> root = cancelling("root");
    Task<String> second = behind("second", root);
    Task<String> third = behind("third", second);
    third.make();
    assertEquals(TaskState.CANCELLED, third.state());

    root.completeWith("by hand");
    assertEquals(List.of(second, third), root.reopenDependents());

    third.make();
    assertEquals(TaskState.DONE, third.state());
  }

  /** A diamond is reopened whole, each task once. */
  @Test
  void reopen_diamond_eachOnce() {
    Task<String> root = failing("root");
    Task<String> left = behind("left", root);
    Task<String> right = behind("right", root);
    Task<String> join = behind("join", left, right);
    join.make();

    root.repairWith(() -> "repaired");
    assertEquals(List.of(left, right, join), root.reopenDependents());

    join.make();
    assertEquals(TaskState.DONE, join.state());
    assertEquals(2, join.attempt());
  }

  /** A long arm met before the short one does not matter. */
  @Test
  void reopen_diamondWithUnequalArms_reopensAll() {
    Task<String> root = failing("root");
    Task<String> join = Task.of("join", () -> "value");
    root.then(join);
    Task<String> arm = root;
    for (int i = 0; i < 5; i++) {
      arm = behind("arm " + i, arm);
    }
    join.require(arm);
    join.make();
    assertEquals(TaskState.FAILED, join.state());

    // An arm that was never made stays PENDING; that keeps no other task from being reopened.
    root.repairWith(() -> "repaired");
    root.reopenDependents();
    join.make();

    assertEquals(TaskState.DONE, join.state());
  }

  /** What is DONE, ABORT or PENDING behind it stays as it is. */
  @Test
  void reopen_otherStates_stay() {
    Task<String> root = failing("root");
    Task<String> aborted = behind("aborted", root);
    Task<String> pending = behind("pending", root);
    Task<String> done = behind("done", root);
    aborted.abort();
    done.run();
    root.dispatch();
    root.completeWith("by hand");

    assertEquals(List.of(), root.reopenDependents());

    assertEquals(TaskState.ABORT, aborted.state());
    assertEquals(TaskState.PENDING, pending.state());
    assertEquals(TaskState.DONE, done.state());
  }

  /** While the root is not repaired nothing is reopened. */
  @Test
  void reopen_rootStillFailed_nothing() {
    Task<String> root = failing("root");
    Task<String> next = behind("next", root);
    next.make();

    assertEquals(List.of(), root.reopenDependents());

    assertEquals(TaskState.FAILED, next.state());
  }

  /** A retry of the root does as well as a repair. */
  @Test
  void reopen_afterRetryOfTheRoot_reopens() {
    Task<String> root = cancelling("root");
    Task<String> next = behind("next", root);
    next.make();
    root.retry();

    assertEquals(List.of(next), root.reopenDependents());
  }

  /** A chain of many is reopened without recursion. */
  @Test
  void reopen_longChain_isFine() {
    Task<String> root = failing("root");
    Task<?> last = root;
    for (int i = 0; i < 100_000; i++) {
      last = last.then(Task.of("link", () -> "value"));
    }
    last.make();
    assertEquals(TaskState.FAILED, last.state());

    root.completeWith("by hand");

    assertEquals(100_000, root.reopenDependents().size());
    last.make();
    assertEquals(TaskState.DONE, last.state());
  }
}
