package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The program of {@link CarriersTest}: as many functions that only compute as there are cores, in a
 * make with a limit.
 */
public final class Hogs {
  @SuppressWarnings("UnusedVariable") // it only has to take time
  private static volatile long sink;

  private Hogs() {}

  @SuppressWarnings("NonAtomicVolatileUpdate") // as above
  private static Object compute() {
    while (true) {
      sink++;
    }
  }

  /** Prints the states by which the tasks settle, and whether the make has returned. */
  public static void main(String[] arguments) throws Exception {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      tasks.add(Task.of("hog " + i, Hogs::compute));
    }
    Make limited =
        Make.defaults().timeout(Duration.ofMillis(800)).abandonAfter(Duration.ofMillis(100));
    ExecutorService pool = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    Make how = arguments[0].equals("executor") ? limited.queue(pool) : limited;
    Thread caller = Thread.ofPlatform().daemon().start(() -> how.now(tasks));
    for (Task<?> task : tasks) {
      var unused = task.join(Duration.ofSeconds(6));
      System.out.println("state " + task.state());
    }
    System.out.println(caller.join(Duration.ofSeconds(3)) ? "make returned" : "make not returned");
    System.exit(0);
  }
}
