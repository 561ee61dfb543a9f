package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.testing.CountedWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often the threads of a make write to memory that they share: what costs more the more cores
 * there are. A task's own fields, and what a thread has for itself, do not count. How the threads
 * share a make, and so how often they write, is another each time: a bound holds for the least of
 * {@value #MAKES} makes, and one write more per task or edge would pass it in all of them.
 */
@Timeout(180)
class SharedWritesTest {
  private static final int MAKES = 5;
  private static final String ENGINE = "io.github.taskloom.internal.";

  private static boolean isShared(String name) {
    return (name.startsWith(ENGINE + "make.") || name.startsWith(ENGINE + "pool."))
        && !name.endsWith(".pool.Worker") // one thread's
        && !name.endsWith(".pool.Batch") // one thread's, as long as others have work
        && !name.startsWith(ENGINE + "make.Plan"); // before they begin
  }

  /** What is run in the loader that counts; each make is of quick tasks after the first ones. */
  public static final class Makes implements Runnable {
    static final int WIDE = 100;
    static final int STEPS = 100;
    private final Make make;
    private final List<List<Task<?>>> goals = new ArrayList<>();

    public Makes(String order, boolean grid) {
      this.make = Make.defaults().order(Order.valueOf(order));
      for (int i = 0; i < 4; i++) {
        goals.add(grid ? grid() : independent());
      }
      for (int i = 0; i < 3; i++) { // the first ones are not known to be quick
        make.now(goals.removeFirst());
      }
    }

    private static List<Task<?>> independent() {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < WIDE * STEPS; i++) {
        tasks.add(Task.of(() -> null));
      }
      return tasks;
    }

    /** Each requires two of the row before. */
    private static List<Task<?>> grid() {
      List<Task<?>> before = List.of();
      for (int step = 0; step < STEPS; step++) {
        List<Task<?>> row = new ArrayList<>();
        for (int i = 0; i < WIDE; i++) {
          Task<?> task = Task.of(() -> null);
          if (!before.isEmpty()) {
            task.require(before.get(i));
            task.require(before.get((i + 1) % WIDE));
          }
          row.add(task);
        }
        before = row;
      }
      return before;
    }

    @Override
    public void run() {
      make.now(goals.removeFirst());
    }
  }

  /** Of some makes; of more where each had more than that, as one may that the system held up. */
  private static Map<String, Long> leastWrites(Order order, boolean grid, long most)
      throws Exception {
    CountedWrites loader = new CountedWrites(SharedWritesTest::isShared);
    Map<String, Long> least = Map.of();
    for (int i = 0; i < MAKES || (i < 10 * MAKES && sum(least) > most); i++) {
      Runnable makes =
          (Runnable)
              loader
                  .loadClass(Makes.class.getName())
                  .getConstructor(String.class, boolean.class)
                  .newInstance(order.name(), grid);
      Map<String, Long> writes = CountedWrites.during(makes);
      assertTrue(sum(writes) > 0, "nothing was counted");
      least = i == 0 || sum(writes) < sum(least) ? writes : least;
    }
    return least;
  }

  private static long sum(Map<String, Long> writes) {
    return writes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void assertAtMost(long most, Map<String, Long> writes) {
    assertTrue(
        sum(writes) <= most, () -> sum(writes) + " writes in place of " + most + ": " + writes);
  }

  /** One write an edge, and two for 16 tasks: what becomes ready stands in its thread's memory. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_grid_writesOncePerEdge(Order order) throws Exception {
    int tasks = Makes.WIDE * Makes.STEPS;
    int edges = 2 * Makes.WIDE * (Makes.STEPS - 1);

    int most = edges + tasks / 8 + 300;
    assertAtMost(most, leastWrites(order, true, most));
  }

  /** Of tasks that are all given each is claimed, counted and handed to the caller. */
  @Test
  void make_allGiven_writesThreeTimesPerTask() throws Exception {
    int tasks = Makes.WIDE * Makes.STEPS;

    int most = 3 * tasks + 300;
    assertAtMost(most, leastWrites(Order.LAYERED, false, most));
  }
}
