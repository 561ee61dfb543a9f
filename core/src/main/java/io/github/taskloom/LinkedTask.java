package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Status;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The edges of a {@link Task}, which is the only kind there is. */
abstract sealed class LinkedTask extends BaseTask permits SettlingTask {
  private static final VarHandle PREREQUISITES = field("prerequisites");
  private static final VarHandle DEPENDENTS = field("dependents");

  /** For the walk that is numbering tasks at present; what an earlier one left means nothing. */
  private int mark;

  // As Edges describes.
  private volatile @Nullable Object prerequisites;
  private volatile @Nullable Object dependents;

  LinkedTask(@Nullable String name, TaskState initial) {
    super(name, initial);
  }

  Task<?> self() {
    return (Task<?>) this;
  }

  /**
   * Adds a prerequisite: this task does not run before {@code other} is DONE. Adding it again does
   * nothing.
   *
   * @param other the prerequisite
   * @throws IllegalArgumentException if it is this task
   * @throws FsmException if this task is neither PREPARE nor PENDING
   */
  public void require(Task<?> other) {
    Objects.requireNonNull(other, "A prerequisite is null");
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

  /**
   * Adds a prerequisite under a rule: when this task runs, and what becomes of it if that rule can
   * not be met, is what {@link EdgeRule} says. Adding it again changes nothing but the rule.
   *
   * @param other the prerequisite
   * @param rule what has to become of it
   * @throws IllegalArgumentException if it is this task
   * @throws FsmException if this task is neither PREPARE nor PENDING
   */
  public void require(Task<?> other, EdgeRule rule) {
    Objects.requireNonNull(other, "A prerequisite is null");
    ensureMayRequire(status(), other);
    if (rule != EdgeRule.DONE || self().policy() != null) {
      self().policyToWrite().rule(other, rule); // before the edge: nobody sees it without its rule
    }
    require(other);
    renewed(); // also where the edge was there: a dispatch by the old rule loses its CAS
  }

  /**
   * Takes a prerequisite back, whatever its rule: this task no longer waits for {@code other}. One
   * that it does not have is no error. A function that takes the result of {@code other} still
   * does, and fails if that is not there.
   *
   * <p>A dispatch, a {@code make} or a queue decides by the prerequisites it finds when it looks at
   * this task: one that comes at the same time may have found {@code other} among them. A make that
   * has begun may still make {@code other} first.
   *
   * @param other the prerequisite
   * @throws FsmException if this task is neither PREPARE nor PENDING
   */
  public void unrequire(Task<?> other) {
    Objects.requireNonNull(other, "A prerequisite is null");
    Status<TaskState> now = status();
    if (!mayChangeEdges(now)) {
      throw new TaskException(
          this,
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

  private void ensureMayRequire(Status<TaskState> now, Task<?> other) {
    if (!mayChangeEdges(now)) {
      throw new TaskException(
          this,
          name()
              + " is "
              + now.state()
              + ": it cannot require "
              + other.name()
              + " any more; edges are added while PREPARE or PENDING");
    }
  }

  /**
   * The converse of {@link Task#require}: {@code other} does not run before this task is DONE.
   *
   * @param other the task to block
   * @throws IllegalArgumentException if it is this task
   * @throws FsmException if {@code other} is neither PREPARE nor PENDING
   */
  public void block(Task<?> other) {
    other.require(self());
  }

  /**
   * What this task requires, in the order it was required.
   *
   * @return a snapshot
   */
  public List<Task<?>> prerequisites() {
    return List.of(required());
  }

  /** Makes the far end of an edge hold this task, after it has let go of what is past. */
  private void link(Task<?> prerequisite) {
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
  private void match(Task<?> prerequisite) {
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
      for (Task<?> prerequisite : required()) {
        link(prerequisite);
      }
    }
  }

  /**
   * The tasks that require this one, in the order they came to: all that are not settled, and all
   * that {@link Task#reopenDependents()} of this one could bring back.
   *
   * <p>Once this task is settled, others may be missing, so that a task which many are put behind,
   * one after the other, does not hold them all: what is DONE or ABORT, and what is FAILED or
   * CANCELLED for another reason than a prerequisite, or by one that still hinders it, if that
   * holds for all that is behind it, too. It is let go of when further tasks are put behind this
   * one; what is put behind it afterwards is found from it, not from here. One of these that is
   * retried is back when {@code retry()} has returned, behind those that came meanwhile. From its
   * own end, {@link Task#prerequisites()}, an edge is always seen.
   *
   * @return a snapshot
   */
  public List<Task<?>> dependents() {
    return List.of(Edges.of(dependents));
  }

  @Override
  public List<Task<?>> blocking() {
    return dependents();
  }

  /**
   * The prerequisites that block this task, which {@link Task#dispatch()} then refuses: those that
   * have not settled, and those that have settled in a state that does not meet their {@link
   * EdgeRule}, for an edge without a rule FAILED or CANCELLED.
   *
   * <p>One that is ABORT and so does not meet its edge is none of them: as soon as all
   * prerequisites have settled there are no blockers, whatever the others are, and a dispatch
   * aborts this task. Of several alternatives ({@link EdgeRule#ANY_DONE}) those that are not DONE
   * block once all of them have settled and none is DONE.
   *
   * @return a snapshot, in the order of the prerequisites
   */
  public List<Task<?>> blockers() {
    return List.copyOf(Standing.of(self()).blockers());
  }

  /**
   * Whether a prerequisite blocks this task: if not, and it is PENDING or QUEUED, {@link
   * Task#dispatch()} runs it or aborts it.
   *
   * @return true if {@link Task#blockers()} has any
   */
  public boolean isBlocked() {
    return Standing.of(self()).isBlocked();
  }

  int mark() {
    return mark;
  }

  void mark(int number) {
    mark = number;
  }

  /** Not to be written to. */
  Task<?>[] required() {
    return Edges.of(prerequisites);
  }

  private static VarHandle field(String name) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, LinkedTask.class, Object.class);
  }
}
