package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Transition;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The tasks that a queue watches, each with one callback however many wait for it: a task that
 * blocks a million others must not get a million callbacks.
 */
final class Watches {
  private final Map<Task<?>, Watch> watches = new ConcurrentHashMap<>(); // equal by identity
  private final Listener listener;

  /** Is told of transitions that may free a task, or end its prospects. */
  interface Listener {
    /** A watched task has come to a state that is neither QUEUED nor RUNNING. */
    void changed(Task<?> watched, TaskState to, Iterable<Stay> waiting);
  }

  Watches(Listener listener) {
    this.listener = listener;
  }

  /**
   * The callback on a task, and the stays that wait for it, in the order of their adding: there one
   * is taken out as cheaply as the next, in whatever order they go.
   */
  private record Watch(Registration registration, NavigableSet<Stay> waiting) {}

  /** Watches a task on behalf of one that waits for it; again does nothing. */
  void add(Task<?> watched, Stay waiting) {
    watches.compute(
        watched,
        (task, old) -> {
          Watch watch = old == null ? begin(task) : old;
          watch.waiting().add(waiting);
          return watch;
        });
  }

  void remove(Task<?> watched, Stay waiting) {
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
    NavigableSet<Stay> waiting = new ConcurrentSkipListSet<>();
    return new Watch(watched.onTransition(made -> tell(watched, made, waiting)), waiting);
  }

  /** One on its way frees no task, nor does it end the prospects of one. */
  private void tell(
      Task<?> watched, Transition<TaskState, TaskEvent> made, NavigableSet<Stay> waiting) {
    TaskState to = made.to();
    if (to != TaskState.QUEUED && to != TaskState.RUNNING) {
      listener.changed(watched, to, waiting);
    }
  }
}
