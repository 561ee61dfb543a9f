package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Transition;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The tasks that a queue watches, each with one callback however many wait for it: a task that
 * blocks a million others must not get a million callbacks.
 */
final class Watches {
  private final Map<Task<?>, Watch> watches = new ConcurrentHashMap<>(); // equal by identity
  private final Consumer<Task<?>> examine;
  private final Runnable changed;

  /**
   * Watches for a queue.
   *
   * @param examine takes each task that waits, once what it waits for no longer blocks
   * @param changed runs after every transition of a watched task
   */
  Watches(Consumer<Task<?>> examine, Runnable changed) {
    this.examine = examine;
    this.changed = changed;
  }

  private record Watch(Registration registration, Queue<Task<?>> waiting) {}

  /** Watches a task on behalf of one that waits for it; a task waits for its own retry, too. */
  void add(Task<?> watched, Task<?> waiting) {
    watches.compute(
        watched,
        (task, old) -> {
          Watch watch = old == null ? begin(task) : old;
          watch.waiting().add(waiting);
          return watch;
        });
  }

  void remove(Task<?> watched, Task<?> waiting) {
    watches.computeIfPresent(
        watched,
        (task, watch) -> {
          watch.waiting().remove(waiting);
          if (!watch.waiting().isEmpty()) {
            return watch;
          }
          watch.registration().close();
          return null;
        });
  }

  private Watch begin(Task<?> watched) {
    Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();
    return new Watch(watched.onTransition(made -> tell(made, waiting)), waiting);
  }

  private void tell(Transition<TaskState, TaskEvent> made, Queue<Task<?>> waiting) {
    TaskState to = made.to();
    if (to.isCompleted() || to == TaskState.PENDING) {
      waiting.forEach(examine);
    }
    changed.run();
  }
}
