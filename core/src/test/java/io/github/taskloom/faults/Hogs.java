package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The program of {@link CarriersTest}: as many functions that only compute as there are cores, in a
 * make with a limit.
 */
public final class Hogs {
  private static final Duration LONG = Duration.ofSeconds(30);

  @SuppressWarnings("UnusedVariable") // it only has to take time
  private static volatile long sink;

  private Hogs() {}

  @SuppressWarnings("NonAtomicVolatileUpdate") // as above
  private static void compute() {
    while (true) {
      sink++;
    }
  }

  private static List<Task<?>> oneForEachCore(TaskAction function) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      tasks.add(Task.run("task " + i, function));
    }
    return tasks;
  }

  /** How long it takes until all are under way, where nothing of it has been done before. */
  private static Duration timeToBegin(Make how) {
    CountDownLatch all = new CountDownLatch(Runtime.getRuntime().availableProcessors());
    long begin = System.nanoTime();
    how.now(
        oneForEachCore(
            () -> {
              all.countDown();
              all.await();
            }));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Prints the states by which the tasks settle, and whether the make has returned. */
  public static void main(String[] arguments) throws Exception {
    boolean inExecutor = arguments[0].equals("executor");
    ExecutorService pool = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    Make how = inExecutor ? Make.defaults().queue(pool) : Make.defaults();
    // Long enough for all to begin, on a machine that is as slow as that.
    Duration limit = timeToBegin(how).multipliedBy(10).plusSeconds(2);
    Make limited = how.timeout(limit).abandonAfter(Duration.ofMillis(100));
    List<Task<?>> tasks = oneForEachCore(Hogs::compute);
    Thread caller = Thread.ofPlatform().daemon().start(() -> limited.now(tasks));
    for (Task<?> task : tasks) {
      var unused = task.join(LONG);
      System.out.println("state " + task.state());
    }
    boolean returns = caller.join(inExecutor ? LONG : Duration.ofSeconds(3));
    System.out.println(returns ? "make returned" : "make not returned");
    System.exit(0);
  }
}
