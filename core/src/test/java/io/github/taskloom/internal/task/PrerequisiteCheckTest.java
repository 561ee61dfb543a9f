package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What prerequisites in each state come to for a dispatch and a queue, under each rule. */
@Timeout(60)
class PrerequisiteCheckTest {
  private final Task<String> task = Task.of("task", () -> "x");
  private final List<Task<?>> prerequisites = new ArrayList<>();

  private static Task<Integer> in(TaskState state) {
    Task<Integer> task =
        Task.of(
            "prerequisite",
            () -> {
              if (state == TaskState.FAILED) {
                throw new IllegalStateException("on purpose");
              }
              return 1;
            });
    TaskNode<Integer> node = TaskNode.of(task);
    switch (state) {
      case PENDING -> {}
      case QUEUED -> task.queue();
      case RUNNING -> node.enterRun(node.status(), Runner.here());
      case CANCELLED -> task.cancel();
      case ABORT -> task.abort();
      default -> task.dispatch();
    }
    assertEquals(state, task.state());
    return task;
  }

  /** Of prerequisites that are written as "RUNNING" or, with a rule, "FAILED/COMPLETED". */
  private PrerequisiteCheck check(String all) {
    for (String each : all.split(" ", -1)) {
      String[] stateAndRule = each.split("/", -1);
      Task<?> prerequisite = in(TaskState.valueOf(stateAndRule[0]));
      prerequisites.add(prerequisite);
      task.require(
          prerequisite,
          stateAndRule.length == 1 ? EdgeRule.DONE : EdgeRule.valueOf(stateAndRule[1]));
    }
    return PrerequisiteCheck.of(TaskNode.of(task));
  }

  /** Its place among the prerequisites, as text; empty for none. */
  private String place(@Nullable Task<?> prerequisite) {
    return prerequisite == null ? "" : "" + prerequisites.indexOf(prerequisite);
  }

  @ParameterizedTest
  @CsvSource({
    // prerequisites, the one that aborts, those that block, whether it may become free by itself
    "DONE, '', '', true",
    "DONE PENDING DONE, '', 1, false",
    "RUNNING QUEUED, '', 0 1, true",
    "RUNNING PENDING, '', 0 1, false",
    "DONE FAILED, '', 1, false",
    "RUNNING FAILED, '', 0 1, false",
    "CANCELLED RUNNING, '', 0 1, false",
    "ABORT, 0, '', true",
    "ABORT RUNNING, '', 1, true",
    "ABORT PENDING, '', 1, false",
    "FAILED DONE ABORT, 2, '', true",
    "FAILED RUNNING ABORT, '', 0 1, true",
    "FAILED/COMPLETED CANCELLED/COMPLETED ABORT/COMPLETED, '', '', true",
    "RUNNING/COMPLETED, '', 0, true",
    "PENDING/COMPLETED, '', 0, false",
    "FAILED/FAILED ABORT/FAILED, '', '', true",
    "DONE/FAILED CANCELLED/FAILED, '', 0 1, false",
    "RUNNING/FAILED, '', 0, true",
    "FAILED/ANY_DONE DONE/ANY_DONE ABORT/ANY_DONE, '', '', true",
    "FAILED/ANY_DONE CANCELLED/ANY_DONE, '', 0 1, false",
    "FAILED/ANY_DONE RUNNING/ANY_DONE, '', 1, true",
    "DONE/ANY_DONE PENDING/ANY_DONE, '', 1, false",
    "FAILED/ANY_DONE RUNNING/ANY_DONE FAILED, '', 1 2, false",
    "FAILED/ANY_DONE ABORT/ANY_DONE, 1, '', true",
    "RUNNING/ANY_DONE ABORT/ANY_DONE, '', 0, true"
  })
  void of_inEachState_saysWhatHinders(
      String all, String aborting, String blockers, boolean isHopeful) {
    PrerequisiteCheck check = check(all);

    assertEquals(aborting, place(check.aborting()));
    assertEquals(
        blockers, check.blockers().stream().map(this::place).collect(Collectors.joining(" ")));
    assertEquals(isHopeful, check.isHopeful());
    assertEquals(!blockers.isEmpty(), check.isBlocked());
    Blocker first = check.blocker();
    assertEquals(blockers.split(" ", 2)[0], place(first == null ? null : first.task()));
    if (first != null) {
      String[] named = all.split(" ", -1)[prerequisites.indexOf(first.task())].split("/", 2);
      assertEquals(named[0], first.state().name());
      assertEquals(named.length == 1 ? "DONE" : named[1], first.rule().name());
    }
  }

  /** What a queue waits for next is any that is open; an alternative, while one is. */
  @ParameterizedTest
  @CsvSource({
    "PENDING, 0",
    "DONE PENDING FAILED RUNNING QUEUED, 1 3 4",
    "PENDING RUNNING/ANY_DONE FAILED/ANY_DONE PENDING/ANY_DONE, 1 3",
    "PENDING/ANY_DONE PENDING, 0",
    "DONE/ANY_DONE PENDING/COMPLETED, 1",
    "DONE FAILED, ''"
  })
  void anyOpen_isAnyOfThem(String all, String expected) {
    PrerequisiteCheck check = check(all);
    TreeSet<String> chosen = new TreeSet<>();

    for (int i = 0; i < 1_000; i++) { // none of three is missed by chance
      chosen.add(place(check.anyOpen()));
    }

    assertEquals(new TreeSet<>(Arrays.asList(expected.split(" ", -1))), chosen);
  }

  /** Between two attempts of a make a prerequisite is on its way; given up, it is not any more. */
  @Test
  void isHopeful_betweenAttempts_asLongAsTheMakeGoesOn() throws Exception {
    VirtualClock clock = new VirtualClock();
    Task<Integer> flaky =
        Task.<Integer>builder(
                "flaky",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .retry(Retry.times(2).backoff(Duration.ofHours(1)))
            .build();
    task.require(flaky);
    CompletableFuture<?> made = Make.defaults().clock(clock).later(flaky);
    clock.awaitTimers(1, Bounded.LIMIT);

    PrerequisiteCheck check = PrerequisiteCheck.of(TaskNode.of(task));
    assertTrue(PrerequisiteCheck.isBetweenAttempts(TaskNode.of(flaky).status()));
    assertTrue(check.isHopeful());
    assertSame(flaky, check.anyOpen());
    assertNull(check.aborting());

    made.cancel(true);
    Bounded.until(() -> !PrerequisiteCheck.moves(TaskNode.of(flaky).status()));

    assertEquals(TaskState.PENDING, flaky.state());
    assertFalse(PrerequisiteCheck.of(TaskNode.of(task)).isHopeful());
  }
}
