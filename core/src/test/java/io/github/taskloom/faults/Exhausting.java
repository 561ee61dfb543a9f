package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.List;

/** The program of {@link MemoryTest}: tasks that take all the memory there is, again and again. */
final class Exhausting {
  private static final int TASKS = 8;

  private Exhausting() {}

  /** Takes how many rounds to make of each order. */
  public static void main(String[] arguments) {
    for (Order order : Order.values()) {
      for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
        exhaust(Make.defaults().order(order));
      }
      Task<String> last = Task.of("last", () -> "x");
      Task<String> behind = last.then("behind", value -> value + "y");
      Make.defaults().order(order).now(behind);
      System.out.println(order + " " + behind.state());
    }
  }

  private static void exhaust(Make how) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      tasks.add(Task.of("exhausting", Exhausting::takeAll));
      tasks.add(tasks.getLast().thenCall("behind", () -> "x"));
    }
    try {
      how.now(tasks);
    } catch (IllegalStateException | OutOfMemoryError told) {
      // memory was short for the make itself, and it says so
    }
    for (Task<?> task : tasks) {
      if (task.state() == TaskState.RUNNING) {
        System.out.println(task + " after its make");
      }
    }
  }

  /** Down to a few kilobytes: to fight for the last ones takes the collector minutes. */
  @SuppressWarnings("ModifiedButNotUsed") // that it is there is all
  private static int takeAll() {
    List<byte[]> taken = new ArrayList<>();
    int size = 1 << 22;
    while (true) {
      try {
        taken.add(new byte[size]);
      } catch (OutOfMemoryError e) {
        size /= 16;
        if (size < 1 << 12) {
          throw e;
        }
      }
    }
  }
}
