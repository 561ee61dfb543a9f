package io.github.taskloom.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.stop.Stop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of tasks while they are made. */
@Timeout(60)
class MakingTest {
  private static final int TASKS = 1_000;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  /** Of a chain each end is told before the start of the next one, whichever thread was faster. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void run_chain_isToldInItsOrder(Order order) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      Task<?> task = Task.run("task " + i, () -> {});
      if (i > 0) {
        task.require(tasks.getLast());
      }
      tasks.add(task);
    }

    new Making(
            Make.defaults().order(order),
            (name, attempt) -> told.add("start of " + name),
            attempt -> told.add("retry of " + attempt.name()),
            this::settled)
        .run(tasks, CleanUp.NONE, new Stop(), () -> {});

    assertEquals(
        tasks.stream()
            .flatMap(task -> Stream.of("start of " + task.name(), "end of " + task.name()))
            .toList(),
        told);
  }

  private void settled(TaskResult result) {
    told.add("end of " + result.name());
  }
}
