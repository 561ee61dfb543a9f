package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks inside of tasks, deeper than a program would nest them. */
@Timeout(180)
class NestedTest {
  /** Tasks that dispatch each other until the stack ends: none of them is left RUNNING. */
  @Test
  void dispatch_nestedUntilTheStackEnds_leavesNoTaskRunning() throws Exception {
    for (int size = 256; size <= 260; size++) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        int next = i + 1;
        tasks.add(Task.of("t" + i, () -> tasks.get(next).dispatch()));
      }
      Thread shallow =
          Thread.ofPlatform()
              .stackSize(size * 1024L)
              .start(() -> assertEquals(TaskState.DONE, tasks.getFirst().dispatch()));
      Bounded.join(shallow);

      assertFalse(tasks.getFirst().state() == TaskState.PENDING);
      assertEquals(
          List.of(), tasks.stream().filter(task -> task.state() == TaskState.RUNNING).toList());
    }
  }

  /** Makes inside of makes, a thousand deep: none counts on the stack of another. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_nestedAThousandDeep_completes(Way way) {
    Make how = way.make();
    Task<Object> innermost = Task.of("innermost", () -> "x");
    Task<?> outer = innermost;
    for (int i = 0; i < 1_000; i++) {
      Task<?> inner = outer;
      outer = Task.of("outer", () -> how.now(inner));
    }

    how.now(outer);

    assertEquals(new Done<>("x"), innermost.outcome());
    assertEquals(TaskState.DONE, outer.state());
  }
}
