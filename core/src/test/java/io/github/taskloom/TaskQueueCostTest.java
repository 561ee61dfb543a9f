package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A queue looks at each edge a few times, however many tasks require one or are required by one.
 * The bounds are ten times what a slow machine takes, and far below what a square of {@link #MANY}
 * does; in the time of processors, which other work on the machine does not change.
 */
@Timeout(300)
class TaskQueueCostTest {
  private static final int MANY = 20_000;
  private static final Duration BOUND = Duration.ofSeconds(8);
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static List<Task<?>> tasks(int count) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(Task.of(() -> null));
    }
    return tasks;
  }

  private static void arrange(List<Task<?>> tasks, String order) {
    switch (order) {
      case "reversed" -> Collections.reverse(tasks);
      case "shuffled" -> Collections.shuffle(tasks, new Random(7));
      default -> {}
    }
  }

  private static List<Task<?>> all(Iterable<Task<?>> run) {
    List<Task<?>> tasks = new ArrayList<>();
    run.forEach(tasks::add);
    return tasks;
  }

  private static void within(Runnable work) {
    long begin = PROCESS.getProcessCpuTime();
    work.run();
    long took = PROCESS.getProcessCpuTime() - begin;
    System.out.println("TaskQueueCostTest: " + took / 1_000_000 + " ms");
    assertTrue(took < BOUND.toNanos(), () -> "took " + Duration.ofNanos(took));
  }

  /** Many prerequisites, in whatever order they end. */
  @ParameterizedTest
  @CsvSource({
    "in order, DONE",
    "reversed, DONE",
    "shuffled, DONE",
    "in order, COMPLETED",
    "reversed, COMPLETED",
    "in order, ANY_DONE",
    "reversed, ANY_DONE"
  })
  void run_ofManyPrerequisites_isNearlyLinear(String order, EdgeRule rule) {
    List<Task<?>> tasks = tasks(MANY);
    Task<?> last = Task.of("last", () -> null);
    tasks.forEach(task -> last.require(task, rule));
    arrange(tasks, order);
    tasks.add(last);

    within(() -> assertEquals(tasks, all(TaskQueue.of(tasks.toArray(Task<?>[]::new)).run())));
  }

  /** Many dependents, which are taken in whatever order. */
  @ParameterizedTest
  @CsvSource({"in order, false", "reversed, false", "shuffled, false", "in order, true"})
  void run_ofManyDependents_isNearlyLinear(String order, boolean pulledIn) {
    List<Task<?>> tasks = tasks(MANY);
    Task<?> first = Task.of("first", () -> null);
    tasks.forEach(task -> task.require(first));
    arrange(tasks, order);
    tasks.add(first);
    TaskQueue queue =
        pulledIn
            ? TaskQueue.of(first).runDependentTasks()
            : TaskQueue.of(tasks.toArray(Task<?>[]::new));

    within(() -> assertEquals(MANY + 1, all(queue.run()).size()));
  }

  /** Each of many requires each of many: the edges count, once. */
  @Test
  void run_ofTwoDenseLayers_isNearlyLinearInTheEdges() {
    List<Task<?>> tasks = tasks(400);
    List<Task<?>> dependents = tasks(400);
    dependents.forEach(dependent -> tasks.forEach(dependent::require));
    tasks.addAll(dependents);

    within(() -> assertEquals(tasks, all(TaskQueue.of(tasks.toArray(Task<?>[]::new)).run())));
  }

  /** A run that waits for what is done elsewhere does not look at all of it at each change. */
  @Tag("sized")
  @Tag("full-only")
  @ParameterizedTest
  @CsvSource({"DONE, DONE", "COMPLETED, FAILED", "ANY_DONE, FAILED"})
  void run_whileManyPrerequisitesEndElsewhere_isNearlyLinear(EdgeRule rule, TaskState state)
      throws Exception {
    List<Task<?>> elsewhere = tasks(MANY);
    Task<?> last = Task.of("last", () -> null);
    for (Task<?> task : elsewhere) {
      task.queue();
      last.require(task, rule);
    }
    Task<?> end = Task.of("end", () -> null);
    end.queue();
    last.require(end, rule);
    TaskQueue queue = TaskQueue.of(last);
    FutureTask<List<Task<?>>> run = Bounded.background(() -> all(queue.run()));

    within(() -> elsewhere.forEach(task -> end(task, state)));
    end.dispatch();

    assertEquals(List.of(last), run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** Nor at all the tasks of the queue, each behind another that ends elsewhere. */
  @Tag("sized")
  @Tag("full-only")
  @ParameterizedTest
  @CsvSource({"DONE, in order", "FAILED, in order", "FAILED, reversed", "FAILED, shuffled"})
  void run_whileManyWaitForOneEach_isNearlyLinear(TaskState state, String order) throws Exception {
    List<Task<?>> elsewhere = tasks(MANY);
    List<Task<?>> dependents = tasks(MANY);
    for (int i = 0; i < MANY; i++) {
      elsewhere.get(i).queue();
      dependents.get(i).require(elsewhere.get(i));
    }
    arrange(elsewhere, order);
    TaskQueue queue = TaskQueue.of(dependents.toArray(Task<?>[]::new));
    FutureTask<List<Task<?>>> run = Bounded.background(() -> all(queue.run()));

    within(() -> elsewhere.forEach(task -> end(task, state)));

    List<Task<?>> handedOut = run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(state == TaskState.DONE ? MANY : 0, handedOut.size());
  }

  private static void end(Task<?> task, TaskState state) {
    if (state == TaskState.DONE) {
      task.dispatch();
    } else {
      task.fail(new IllegalStateException("on purpose"));
    }
  }
}
