package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random graphs in both orders: the states that come out are those of a loop over the tasks. */
@Timeout(60)
class MakeRandomTest {
  private static final int GRAPHS = 400;

  private static ExecutorService pool;

  @BeforeAll
  static void open() {
    pool = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void close() {
    pool.shutdownNow();
  }

  private enum Behaviour {
    SUCCEEDS,
    THROWS,
    CANCELS,
    WAITS_FOR_SIBLING
  }

  /** A graph of tasks that count their runs and notice when they run too early. */
  private static final class Graph {
    final List<Task<Object>> tasks = new ArrayList<>();
    final int[][] needs;
    final Behaviour[] behaviours;
    final AtomicIntegerArray runs;
    final AtomicInteger early = new AtomicInteger();
    final CountDownLatch met;

    Graph(Random random) {
      int size = 1 + random.nextInt(40);
      needs = new int[size][];
      behaviours = new Behaviour[size];
      runs = new AtomicIntegerArray(size);
      boolean meeting = random.nextInt(4) == 0 && size > 1;
      met = new CountDownLatch(2);
      for (int i = 0; i < size; i++) {
        int mine = i;
        int dice = random.nextInt(20);
        behaviours[i] =
            dice == 0 ? Behaviour.THROWS : dice == 1 ? Behaviour.CANCELS : Behaviour.SUCCEEDS;
        if (meeting && i < 2) {
          behaviours[i] = Behaviour.WAITS_FOR_SIBLING;
        }
        int most = meeting && i < 2 ? 0 : Math.min(i, random.nextInt(4));
        needs[i] = random.ints(most, 0, Math.max(1, i)).distinct().toArray();
        Task<Object> task = Task.of("t" + i, () -> run(mine));
        for (int need : needs[i]) {
          task.require(tasks.get(need));
        }
        tasks.add(task);
      }
    }

    private Object run(int i) throws InterruptedException {
      runs.incrementAndGet(i);
      for (int need : needs[i]) {
        if (tasks.get(need).state() != TaskState.DONE) {
          early.incrementAndGet();
        }
      }
      switch (behaviours[i]) {
        case SUCCEEDS -> {}
        case THROWS -> throw new IllegalStateException("t" + i);
        case CANCELS -> throw new CancelledException("t" + i);
        case WAITS_FOR_SIBLING -> {
          met.countDown();
          assertTrue(met.await(20, TimeUnit.SECONDS));
        }
      }
      return i;
    }

    /** What the states must be once all are made: in the order of the numbers. */
    TaskState[] expected() {
      TaskState[] states = new TaskState[needs.length];
      for (int i = 0; i < needs.length; i++) {
        List<TaskState> before = Arrays.stream(needs[i]).mapToObj(need -> states[need]).toList();
        if (before.contains(TaskState.FAILED)) {
          states[i] = TaskState.FAILED;
        } else if (before.contains(TaskState.CANCELLED)) {
          states[i] = TaskState.CANCELLED;
        } else {
          states[i] =
              switch (behaviours[i]) {
                case THROWS -> TaskState.FAILED;
                case CANCELS -> TaskState.CANCELLED;
                default -> TaskState.DONE;
              };
        }
      }
      return states;
    }
  }

  /** Every task runs at most once and never before its prerequisites are DONE. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_ofRandomGraphs_endsInTheStatesOfALoop(Order order) {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println("MakeRandomTest " + order + ": -Dtaskloom.seed=" + seed);
    Random random = new Random(seed);
    for (int number = 0; number < GRAPHS; number++) {
      Graph graph = new Graph(random);
      Make make = Make.defaults().order(order);
      int kind = random.nextInt(5);
      if (kind == 1) {
        make = make.queue(pool);
      } else if (kind == 2) {
        make = make.parallelism(2 + random.nextInt(3));
      } else if (kind == 3) {
        make = make.withThreadPerTask();
      }
      List<Task<?>> settled = make.now(graph.tasks);
      assertEquals(graph.tasks.size(), settled.size(), "graph " + number);
      assertEquals(0, graph.early.get(), "graph " + number);
      TaskState[] expected = graph.expected();
      for (int i = 0; i < expected.length; i++) {
        String which = "graph " + number + ", task " + i;
        assertEquals(expected[i], graph.tasks.get(i).state(), which);
        assertTrue(graph.runs.get(i) <= 1, which);
        if (expected[i] == TaskState.DONE) {
          assertEquals(1, graph.runs.get(i), which);
        }
      }
    }
  }
}
