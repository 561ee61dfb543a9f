package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.fsm.Transition;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
  private final class Watch {
    private final Task<?> watched;
    private final NavigableSet<Stay> waiting = new ConcurrentSkipListSet<>();
    private final Registration registration;

    /** The make that has the task between two attempts, or had: followed once, however many. */
    private final AtomicReference<@Nullable Ownership> followed = new AtomicReference<>();

    private volatile @Nullable Registration givenUp;

    Watch(Task<?> watched) {
      this.watched = watched;
      registration = watched.onTransition(this::tell);
    }

    /** One on its way frees no task, nor does it end the prospects of one. */
    private void tell(Transition<TaskState, TaskEvent> made) {
      TaskState to = made.to();
      if (made.event() == TaskEvent.AGAIN) {
        follow();
      } else if (to != TaskState.QUEUED && to != TaskState.RUNNING) {
        listener.changed(watched, to, waiting);
      }
    }

    /** A make that gives up the task between two attempts makes no transition. */
    private void follow() {
      Status<TaskState> now = watched.status();
      if (Prospects.isBetweenAttempts(now) && now.detail() instanceof Backoff backoff) {
        Ownership owner = backoff.owner();
        if (followed.getAndSet(owner) != owner) {
          close(givenUp);
          givenUp = owner.whenSet(() -> listener.changed(watched, TaskState.PENDING, waiting));
        }
      }
    }

    private void close() {
      registration.close();
      close(givenUp);
    }

    private static void close(@Nullable Registration mine) {
      if (mine != null) {
        mine.close();
      }
    }
  }

  /** Watches a task on behalf of one that waits for it; again does nothing. */
  void add(Task<?> watched, Stay waiting) {
    Watch watch =
        watches.compute(
            watched,
            (task, old) -> {
              Watch mine = old == null ? new Watch(task) : old;
              mine.waiting.add(waiting);
              return mine;
            });
    watch.follow();
  }

  void remove(Task<?> watched, Stay waiting) {
    watches.computeIfPresent(
        watched,
        (task, watch) -> {
          watch.waiting.remove(waiting);
          if (!watch.waiting.isEmpty()) {
            return watch;
          }
          watch.close();
          return null;
        });
  }
}
