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
    // Anew in the same state: a dispatch that looked at the prerequisites before loses its CAS.
    Status<TaskState> now = status();
    while (now.state() == TaskState.PENDING) {
      Status<TaskState> witness = amend(now, Edition.after(now));
      if (witness == now) {
        break;
      }
      now = witness;
    }
    if (now.state() != TaskState.PENDING && now.state() != TaskState.PREPARE) {
      Edges.remove(PREREQUISITES, this, other);
      ensureMayRequire(now, other);
    }
    Edges.add(DEPENDENTS, other, self());
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
  }

  private void ensureMayRequire(Status<TaskState> now, Task<?> other) {
    if (now.state() != TaskState.PENDING && now.state() != TaskState.PREPARE) {
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

  /**
   * The tasks that require this one, in the order they came to.
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
