package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskAction;
import io.github.taskloom.Tasks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The program of {@link JvmExitTest}: a make in which the process ends, in several ways. */
final class Exiting {
  static final int STATUS = 7;

  private static final CountDownLatch STARTED = new CountDownLatch(10);

  private Exiting() {}

  /** A task that never ends by itself. */
  private static Task<?> endless() {
    return Task.of(
        "endless",
        () -> {
          STARTED.countDown();
          new CountDownLatch(1).await();
          return "not reached";
        });
  }

  private static Task<?>[] tasks(TaskAction first) {
    Task<?>[] tasks = new Task<?>[11];
    tasks[0] = Task.run("first", first);
    for (int i = 1; i < tasks.length; i++) {
      tasks[i] = endless();
    }
    return tasks;
  }

  private static void awaitStarted() {
    try {
      STARTED.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("SystemExitOutsideMain") // that is what is tested
  private static void exit() {
    awaitStarted();
    System.exit(STATUS);
  }

  private static void exitAfter(Task<?> task) {
    try {
      var unused = task.join(); // it would be cancelled else, if it is slow to return
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    exit();
  }

  /** Takes the way to end. */
  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "inside" -> Tasks.makeNow(tasks(Exiting::exit));
      case "outside" -> {
        Thread.ofPlatform().start(Exiting::exit);
        Tasks.makeNow(tasks(Exiting::awaitStarted));
      }
      case "hook" -> closeInHook(tasks(Exiting::awaitStarted));
      case "hook-inside" -> cancelInHook(tasks(Exiting::exit));
      case "main" -> {
        CompletableFuture<List<Task<?>>> left =
            Make.defaults().queue(Thread::startVirtualThread).later(tasks(Exiting::awaitStarted));
        awaitStarted();
        System.out.println("main ends, done: " + left.isDone());
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** The exit comes from outside, and a hook closes the stream and waits for its end. */
  @SuppressWarnings("try") // closed by another thread: that is what is tried
  private static void closeInHook(Task<?>[] tasks) {
    try (Stream<Task<?>> stream = Tasks.make(tasks)) {
      Thread hook =
          new Thread(
              () -> {
                stream.close();
                System.out.println("closed: " + tasks[0].state() + " " + tasks[10].state());
              });
      Runtime.getRuntime().addShutdownHook(hook);
      Thread.ofPlatform().start(() -> exitAfter(tasks[0]));
      stream.forEach(task -> {});
    }
  }

  /** The exit comes from a task, so that its make cannot end: the hook's wait needs a limit. */
  private static void cancelInHook(Task<?>[] tasks) {
    CompletableFuture<List<Task<?>>> future =
        Make.defaults().queue(Thread::startVirtualThread).later(tasks);
    Thread hook =
        new Thread(
            () -> {
              try {
                future.get(10, TimeUnit.MILLISECONDS);
              } catch (TimeoutException e) {
                System.out.println("time is up: " + tasks[0].state());
              } catch (Exception e) {
                System.out.println(e);
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    future.join();
  }
}
