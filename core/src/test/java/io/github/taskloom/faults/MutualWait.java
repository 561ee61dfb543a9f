package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The program of {@link MutualWaitTest}: layers of tasks that all wait for the last one. */
final class MutualWait {
  private static final int TASKS = 1_000;

  private MutualWait() {}

  /** Takes how many rounds to make of each order. */
  public static void main(String[] arguments) {
    System.out.println(Runtime.getRuntime().availableProcessors() + " processors");
    for (Order order : Order.values()) {
      long made = 0;
      for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
        made += make(Make.defaults().order(order));
      }
      System.out.println(order + " " + made);
    }
  }

  private static long make(Make how) {
    CountDownLatch last = new CountDownLatch(1);
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 1; i < TASKS; i++) {
      tasks.add(
          Task.of(
              "waiting",
              () -> {
                last.await();
                return "x";
              }));
    }
    tasks.add(Task.run("last", last::countDown));
    how.now(tasks);
    return tasks.stream().filter(task -> task.state() == TaskState.DONE).count();
  }
}
