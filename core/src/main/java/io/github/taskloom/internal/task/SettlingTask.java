package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.policy.Attempt;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a {@link Task}: its value and why it failed, published by the state; the result
 * of an attempt, to wait for; the record of its attempts.
 *
 * @param <T> the result
 */
abstract sealed class SettlingTask<T extends @Nullable Object> extends LinkedTask
    permits RunningTask {
  private static final VarHandle RESULT = field("result", TaskResult.class);
  private static final VarHandle POLICY = field("policy", Policy.class);

  /** Null for one that uses none of it; once there it stays. Written through POLICY. */
  private volatile @Nullable Policy<T> policy;

  /** Guarded by the state: written only by the thread that holds the task RUNNING. */
  private @Nullable T value;

  /** That of the present attempt or of an earlier one; null until it is asked for. */
  private volatile @Nullable TaskResult<T> result;

  @SuppressWarnings("this-escape") // the handle writes a field of this, nothing else sees it
  SettlingTask(@Nullable String name, TaskState initial, @Nullable Policy<T> policy) {
    super(name, initial);
    if (policy != null) {
      POLICY.set(this, policy); // plain: nobody else can see the task yet
    }
  }

  /** The only kind there is. */
  @Override
  @SuppressWarnings("unchecked") // a TaskNode<T> extends this of the same T
  final TaskNode<T> self() {
    return (TaskNode<T>) super.self();
  }

  public @Nullable Policy<T> policy() {
    return policy;
  }

  /** For those who have something to write into it. */
  Policy<T> policyToWrite() {
    Policy<T> mine = policy;
    if (mine == null) {
      Policy<T> fresh = new Policy<>(false, null, null, null);
      @SuppressWarnings("unchecked") // the field holds nothing else
      Policy<T> witness = (Policy<T>) POLICY.compareAndExchange(this, null, fresh);
      mine = witness == null ? fresh : witness;
    }
    return mine;
  }

  public final List<Attempt> attempts() {
    Policy<T> mine = policy;
    return mine == null ? List.of() : mine.attempts();
  }

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  T input() {
    TaskState now = state();
    if (now != TaskState.DONE) {
      throw new TaskException(self(), name() + " is " + now + ": it has no result to pass on");
    }
    return value;
  }

  /** For the run alone, before it settles. */
  void value(@Nullable T computed) {
    value = computed;
  }

  public final Result<T> result() {
    while (true) {
      int attempt = status().attempt();
      TaskResult<T> current = result;
      if (current != null && current.attempt() > attempt) {
        continue; // we have read an old status: a newer result must not be replaced
      }
      // An open one of an earlier attempt waits for what the attempts after it lead to.
      if (current == null || (current.attempt() < attempt && current.isSettled())) {
        TaskResult<T> fresh = new TaskResult<>(self(), attempt);
        if (!RESULT.compareAndSet(this, current, fresh)) {
          continue;
        }
        current = fresh;
      }
      // Whoever settles an attempt looks at the field after its CAS, and whoever opens the next one
      // before. So if the attempt still stands now, somebody will complete this result or has.
      Status<TaskState> now = status();
      if (now.attempt() == attempt) {
        if (now.state().isSettled()) {
          current.set(outcome(now));
        }
        return current;
      }
    }
  }

  void complete(Status<TaskState> settled) {
    TaskResult<T> asked = result;
    if (asked != null && asked.attempt() <= settled.attempt()) {
      asked.set(outcome(settled));
    }
  }

  public final Outcome<T> outcome() {
    return outcome(status());
  }

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  private Outcome<T> outcome(Status<TaskState> now) {
    return switch (now.state()) {
      case DONE -> new Done<>(value);
      case FAILED, ABORT -> new Failed<>((Throwable) Objects.requireNonNull(now.detail()));
      case CANCELLED -> new Cancelled<>((CancelledException) Objects.requireNonNull(now.detail()));
      default -> new Unsettled<>();
    };
  }

  /** Why it is FAILED, CANCELLED or ABORT; null in other states. */
  public @Nullable Throwable failure() {
    Status<TaskState> now = status();
    return now.state().isSettled() && now.detail() instanceof Throwable why ? why : null;
  }

  @Override
  protected void entered(Status<TaskState> from, TaskEvent event, Status<TaskState> to) {
    if (to.state().isSettled()) {
      complete(to);
    } else {
      super.entered(from, event, to);
    }
  }

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, SettlingTask.class, type);
  }
}
