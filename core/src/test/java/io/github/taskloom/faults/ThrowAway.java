package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The program of {@link ClassLoaderTest}: uses all of the engine once, in a loader of its own. */
public final class ThrowAway implements Runnable {

  @Override
  public void run() {
    for (Order order : Order.values()) {
      Make how = Make.defaults().order(order);
      check(how.now(graph(ten())).size() == 30);
      check(how.queue(Thread::startVirtualThread).now(graph(ten())).size() == 30);
      check(how.withThreadPerTask().now(graph(ten())).size() == 30);
      check(how.queue(Thread::startVirtualThread).later(graph(ten())).join().size() == 30);
      try (Stream<Task<?>> tasks = how.stream(graph())) {
        check(tasks.limit(3).count() == 3);
      }
    }
    failing();
    cancelled();
    for (Task<?> task : TaskQueue.of(graph().toArray(Task<?>[]::new)).run()) {
      check(task.state() == TaskState.DONE);
    }
    check(Tasks.toDot(graph()).contains("digraph"));
  }

  /** Ten tasks and two layers behind them. */
  private static List<Task<?>> graph() {
    return graph(new CountDownLatch(0));
  }

  /** Ten tasks that wait for each other, so that there are threads, and two layers behind them. */
  private static List<Task<?>> graph(CountDownLatch all) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tasks.add(
          Task.of(
              "first",
              () -> {
                all.countDown();
                all.await();
                return "x";
              }));
    }
    for (int i = 0; i < 20; i++) {
      tasks.add(tasks.get(i).thenRun("next", () -> check(Task.current().isPresent())));
    }
    return tasks;
  }

  private static CountDownLatch ten() {
    return new CountDownLatch(10);
  }

  private static void failing() {
    Task<String> task =
        Task.of(
            "failing",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    task.onTransition(
        made -> {
          throw new IllegalStateException("reported");
        });
    check(task.dispatch() == TaskState.FAILED);
    task.then("behind", value -> value).make();
  }

  private static void cancelled() {
    CountDownLatch started = new CountDownLatch(1);
    Task<Object> task =
        Task.of(
            "cancelled",
            () -> {
              started.countDown();
              new CountDownLatch(1).await();
              return null;
            });
    Thread thread = task.bg();
    try {
      started.await();
      task.cancel();
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    check(task.state() == TaskState.CANCELLED);
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("not as expected");
    }
  }
}
