package io.github.taskloom.soak;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.TaskNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task of the load, whose function notices when it is run against the contract. */
final class Node implements Callable<Integer> {

  /** How the function ends. */
  enum Behaviour {
    SUCCEED,
    THROW,
    CANCEL,
    SLEEP
  }

  /** What a function of the load throws on purpose. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure() {
      super("on purpose", null, false, false);
    }
  }

  private final Violations violations;
  private final int number;
  private final Task<Integer> task = Task.of(this);
  private final List<Node> prerequisites;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile Behaviour behaviour;

  /** The last attempt that ran; 0 for none. Written by the thread that runs alone. */
  private volatile int lastRun;

  /** Whether a thread outside of the make has cancelled the present attempt. */
  private volatile boolean cancelled;

  Node(Violations violations, int number, List<Node> prerequisites, Behaviour behaviour) {
    this.violations = violations;
    this.number = number;
    this.prerequisites = prerequisites;
    this.behaviour = behaviour;
    prerequisites.forEach(prerequisite -> task.require(prerequisite.task));
  }

  @Override
  public Integer call() throws Exception {
    violations.unless(running.compareAndSet(false, true), "A function runs beside itself", this);
    try {
      int attempt = task.attempt();
      violations.unless(lastRun != attempt, "A function runs twice within an attempt", this);
      lastRun = attempt;
      violations.unless(
          Task.current().orElse(null) == task, "Task.current() is not the task that runs", this);
      for (Node prerequisite : prerequisites) {
        if (prerequisite.state() != TaskState.DONE) {
          violations.add("A function runs before its prerequisite: " + this + "; " + prerequisite);
        }
      }
      switch (behaviour) {
        case SUCCEED -> {}
        case THROW -> throw new Failure();
        case CANCEL -> throw new CancelledException("on purpose");
        case SLEEP -> Thread.sleep(1);
      }
      return number;
    } finally {
      running.set(false);
    }
  }

  Task<Integer> task() {
    return task;
  }

  int number() {
    return number;
  }

  TaskState state() {
    return task.state();
  }

  List<Node> prerequisites() {
    return prerequisites;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /** Cancels the task from outside. */
  void cancel() {
    cancelled = true;
    task.cancel();
  }

  boolean isCancelledFromOutside() {
    return cancelled;
  }

  /** Whether the function has run in the present attempt. */
  boolean hasRun() {
    return lastRun == task.attempt();
  }

  /** Opens a new attempt of a task that is not DONE; the next run will succeed. */
  void heal() {
    behaviour = Behaviour.SUCCEED;
    cancelled = false;
    if (state() != TaskState.DONE && state() != TaskState.PENDING) {
      task.retry();
    }
  }

  @Override
  public String toString() {
    return "task "
        + number
        + ", "
        + behaviour
        + ", attempt "
        + TaskNode.of(task).status()
        + ", last run in attempt "
        + lastRun
        + (cancelled ? ", cancelled from outside" : "");
  }
}
