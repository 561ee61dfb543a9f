package io.github.taskloom.internal.task;

import io.github.taskloom.Drawing;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.Tasks;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.policy.EdgeRule;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The edges of a {@link Task}, which is the only kind there is. */
abstract sealed class LinkedTask extends StatefulTask permits SettlingTask {
  private static final VarHandle PREREQUISITES = field("prerequisites");
  private static final VarHandle DEPENDENTS = field("dependents");

  private static final String NULL = "A prerequisite is null";

  /** For the walk that is numbering tasks at present; what an earlier one left means nothing. */
  private int mark;

  // As Edges describes.
  private volatile @Nullable Object prerequisites;
  private volatile @Nullable Object dependents;

  LinkedTask(@Nullable String name, TaskState initial) {
    super(name, initial);
  }

  TaskNode<?> self() {
    return (TaskNode<?>) this;
  }

  public final void require(Task<?> required) {
    TaskNode<?> other = TaskNode.of(Objects.requireNonNull(required, NULL));
    if (other == this) {
      throw new IllegalArgumentException(name() + " cannot require itself");
    }
    ensureMayRequire(status(), other);
    if (!Edges.add(PREREQUISITES, this, other)) {
      return;
    }
    Status<TaskState> now = renewed();
    if (!mayChangeEdges(now)) {
      Edges.remove(PREREQUISITES, this, other);
      match(other);
      ensureMayRequire(now, other);
    }
    link(other);
  }

  /**
   * Anew in the same state, after a change of the prerequisites: a thread that looked at them
   * before and would dispatch or settle the task by what it saw loses its CAS.
   */
  private Status<TaskState> renewed() {
    Status<TaskState> now = status();
    while (now.state() == TaskState.PENDING) {
      Status<TaskState> witness = amend(now, Edition.after(now));
      if (witness == now) {
        return now;
      }
      now = witness;
    }
    return now;
  }

  private static boolean mayChangeEdges(Status<TaskState> now) {
    return now.state() == TaskState.PENDING || now.state() == TaskState.PREPARE;
  }

  public final void require(Task<?> required, EdgeRule rule) {
    TaskNode<?> other = TaskNode.of(Objects.requireNonNull(required, NULL));
    ensureMayRequire(status(), other);
    if (rule != EdgeRule.DONE || self().policy() != null) {
      self().policyToWrite().rule(other, rule); // before the edge: nobody sees it without its rule
    }
    require(other);
    renewed(); // also where the edge was there: a dispatch by the old rule loses its CAS
  }

  public final void unrequire(Task<?> required) {
    TaskNode<?> other = TaskNode.of(Objects.requireNonNull(required, NULL));
    Status<TaskState> now = status();
    if (!mayChangeEdges(now)) {
      throw new TaskStateException(
          self(),
          name()
              + " is "
              + now.state()
              + ": it cannot be rid of "
              + other.name()
              + " any more; edges are taken back while PREPARE or PENDING");
    }
    Edges.remove(PREREQUISITES, this, other);
    // Where the task was dispatched meanwhile, that thread saw the edge met, or not at all.
    renewed();
    Policy<?> policy = self().policy();
    if (policy != null && !Edges.has(prerequisites, other)) {
      policy.rule(other, EdgeRule.DONE); // after the CAS: a reader of the edge judges by its rule
    }
    match(other);
  }

  private void ensureMayRequire(Status<TaskState> now, TaskNode<?> other) {
    if (!mayChangeEdges(now)) {
      throw new TaskStateException(
          self(),
          name()
              + " is "
              + now.state()
              + ": it cannot require "
              + other.name()
              + " any more; edges are added while PREPARE or PENDING");
    }
  }

  public final List<Task<?>> prerequisites() {
    return List.of(required());
  }

  /** Makes the far end of an edge hold this task, after it has let go of what is past. */
  private void link(TaskNode<?> prerequisite) {
    LinkedTask end = prerequisite;
    if (Edges.isSweepDue(end.dependents) && end.isSettled()) {
      Edges.sweep(
          DEPENDENTS,
          end,
          dependent -> Dropped.isPastAndNothingOpenBehind(prerequisite, dependent),
          dependent -> end.lookAgain(dependent));
    }
    match(prerequisite);
  }

  /**
   * After a dependent was let go of. One that is retried at the same time links itself after its
   * CAS to PENDING: either that comes after the removal and puts it back, or this look, which comes
   * after the removal, too, sees it PENDING.
   */
  private void lookAgain(LinkedTask dependent) {
    if (!Dropped.isPastAndNothingOpenBehind(self(), dependent.self())) {
      dependent.match(self());
    }
  }

  /**
   * Makes the far end of an edge agree with this one, which decides. By each thread that has
   * changed either: the last change here is followed by a look, and a thread that acts at the far
   * end by what it saw before looks once more.
   */
  private void match(TaskNode<?> prerequisite) {
    boolean required;
    do {
      required = Edges.has(prerequisites, prerequisite);
      if (required) {
        Edges.add(DEPENDENTS, prerequisite, self());
      } else {
        Edges.remove(DEPENDENTS, prerequisite, self());
      }
    } while (Edges.has(prerequisites, prerequisite) != required);
  }

  /** One that was settled may have been let go of by what it requires. */
  @Override
  protected void entered(Status<TaskState> from, TaskEvent event, Status<TaskState> to) {
    super.entered(from, event, to);
    if (event == TaskEvent.RETRY) {
      for (TaskNode<?> prerequisite : required()) {
        link(prerequisite);
      }
    }
  }

  public final List<Task<?>> dependents() {
    return List.of(dependentNodes());
  }

  @Override
  public final String toDot() {
    return Tasks.toDot(List.of(self()), Drawing.defaults().followBlocking());
  }

  public final List<Task<?>> blockers() {
    return List.copyOf(Standing.of(self()).blockers());
  }

  public final boolean isBlocked() {
    return Standing.of(self()).isBlocked();
  }

  public int mark() {
    return mark;
  }

  public void mark(int number) {
    mark = number;
  }

  /** As {@link #dependents}; not to be written to. */
  public final TaskNode<?>[] dependentNodes() {
    return Edges.of(dependents);
  }

  /** As {@link #prerequisites}; not to be written to. */
  public final TaskNode<?>[] required() {
    return Edges.of(prerequisites);
  }

  private static VarHandle field(String name) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, LinkedTask.class, Object.class);
  }
}
