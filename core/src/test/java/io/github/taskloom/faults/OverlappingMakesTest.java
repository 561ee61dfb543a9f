package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Fifty threads make parts of one graph at once. */
@Timeout(180)
class OverlappingMakesTest {
  private static final int THREADS = 50;
  private static final int LAYERS = 12;
  private static final int WIDTH = 25;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<AtomicInteger> runs = new ArrayList<>();
  private final List<Task<?>> graph = new ArrayList<>();

  private void build(int failingEvery) {
    for (int i = 0; i < LAYERS * WIDTH; i++) {
      AtomicInteger ran = new AtomicInteger();
      boolean fails = failingEvery > 0 && i % failingEvery == failingEvery - 1;
      Task<?> task =
          Task.of(
              "t" + i,
              () -> {
                ran.incrementAndGet();
                if (fails) {
                  throw new IllegalStateException("on purpose");
                }
                return "x";
              });
      for (int edge = 0; edge < 3 && i >= WIDTH; edge++) {
        task.require(graph.get((i / WIDTH - 1) * WIDTH + random.nextInt(WIDTH)));
      }
      runs.add(ran);
      graph.add(task);
    }
  }

  /** What one of the threads asks for: some tasks of any layer, in any way. */
  private Callable<List<Task<?>>> some() {
    List<Task<?>> asked = new ArrayList<>(graph);
    Collections.shuffle(asked, random);
    List<Task<?>> few = asked.subList(0, 1 + random.nextInt(40));
    List<Way> ways = List.of(Way.values());
    Make how = ways.get(random.nextInt(ways.size())).make();
    return () -> {
      List<Task<?>> settled = how.now(few);
      settled.forEach(task -> assertTrue(task.isSettled(), task::toString));
      assertEquals(new HashSet<>(few), new HashSet<>(settled), () -> "seed " + seed);
      assertEquals(few.size(), settled.size(), () -> "seed " + seed);
      return settled;
    };
  }

  private List<Callable<List<Task<?>>>> makes() {
    List<Callable<List<Task<?>>>> makes = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      makes.add(some());
    }
    return makes;
  }

  /** Each task runs once, everybody sees what they asked for settle. */
  @RepeatedTest(10)
  void make_overlappingFromFiftyThreads_runsEachTaskOnce() throws Exception {
    build(0);

    Bounded.together(makes());

    assertTrue(runs.stream().allMatch(ran -> ran.get() <= 1), () -> "seed " + seed + ": " + runs);
    Make.defaults().order(Order.EAGER).now(graph);
    runs.forEach(ran -> assertEquals(1, ran.get(), () -> "seed " + seed));
    graph.forEach(task -> assertEquals(TaskState.DONE, task.state(), () -> "seed " + seed));
  }

  /** So it is where tasks fail: no make hangs, nothing runs behind a failure. */
  @RepeatedTest(10)
  void make_overlappingWithFailures_runsNothingBehindThem() throws Exception {
    build(17);

    Bounded.together(makes());

    for (int i = 0; i < graph.size(); i++) {
      Task<?> task = graph.get(i);
      boolean hindered =
          task.prerequisites().stream().anyMatch(other -> other.state() != TaskState.DONE);
      assertTrue(runs.get(i).get() <= (hindered ? 0 : 1), () -> "seed " + seed + ": " + task);
      assertTrue(task.isSettled() || task.state() == TaskState.PENDING, task::toString);
    }
  }
}
