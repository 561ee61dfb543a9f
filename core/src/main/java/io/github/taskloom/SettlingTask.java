package io.github.taskloom;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.fsm.Status;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
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
  private static final VarHandle RESULT = field("result", Result.class);
  private static final VarHandle POLICY = field("policy", Policy.class);

  /** Null for one that uses none of it; once there it stays. Written through POLICY. */
  private volatile @Nullable Policy<T> policy;

  /** Guarded by the state: written only by the thread that holds the task RUNNING. */
  private @Nullable T value;

  /** That of the present attempt or of an earlier one; null until somebody asks. */
  private volatile @Nullable Result<T> result;

  @SuppressWarnings("this-escape") // the handle writes a field of this, nothing else sees it
  SettlingTask(@Nullable String name, TaskState initial, @Nullable Policy<T> policy) {
    super(name, initial);
    if (policy != null) {
      POLICY.set(this, policy); // plain: nobody else can see the task yet
    }
  }

  /** The only kind there is. */
  @Override
  @SuppressWarnings("unchecked") // a Task<T> extends this of the same T
  final Task<T> self() {
    return (Task<T>) super.self();
  }

  @Nullable Policy<T> policy() {
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

  /**
   * The attempts that a {@link Retry} or a time limit has kept a record of: those of the present
   * series, which begins anew when the task is retried by hand. Of a series of more than 64 the
   * first 16 and the last 48 are kept; {@link Attempt#number()} tells the gap.
   *
   * @return oldest first, as far as they have ended; empty for a task that has neither
   */
  public List<Attempt> attempts() {
    Policy<T> mine = policy;
    return mine == null ? List.of() : mine.attempts();
  }

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  T input() {
    TaskState now = state();
    if (now != TaskState.DONE) {
      throw new TaskException(this, name() + " is " + now + ": it has no result to pass on");
    }
    return value;
  }

  /** For the run alone, before it settles. */
  void value(@Nullable T computed) {
    value = computed;
  }

  /**
   * The result of the present attempt, to wait for.
   *
   * @return the same object throughout an attempt
   */
  public Result<T> result() {
    while (true) {
      int attempt = status().attempt();
      Result<T> current = result;
      if (current != null && current.attempt() > attempt) {
        continue; // we have read an old status: a newer result must not be replaced
      }
      // An open one of an earlier attempt waits for what the attempts after it lead to.
      if (current == null || (current.attempt() < attempt && current.isSettled())) {
        Result<T> fresh = new Result<>(self(), attempt);
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
    Result<T> asked = result;
    if (asked != null && asked.attempt() <= settled.attempt()) {
      asked.set(outcome(settled));
    }
  }

  /**
   * What became of the present attempt, without waiting.
   *
   * @return the outcome; {@link Unsettled} before it settles
   */
  public Outcome<T> outcome() {
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
  @Nullable Throwable failure() {
    Status<TaskState> now = status();
    return now.state().isSettled() && now.detail() instanceof Throwable why ? why : null;
  }

  /**
   * Waits until the present attempt settles; never throws what the function threw.
   *
   * @return the outcome; never {@link Unsettled}
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskException if the calling thread runs this very task, and so would wait for itself
   */
  public Outcome<T> join() throws InterruptedException {
    return result().join();
  }

  /**
   * Waits until the present attempt settles or the time is up.
   *
   * @param limit how long to wait at most; zero or less does not wait
   * @return the outcome; {@link Unsettled} if the time was up
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   * @throws TaskException if the calling thread runs this very task, and so would wait for itself
   */
  public Outcome<T> join(Duration limit) throws InterruptedException {
    return result().join(limit);
  }

  /**
   * Waits for the value of the present attempt.
   *
   * @return what the function returned; null if it returned null
   * @throws TaskException if the task failed; what its function threw is the cause
   * @throws CancelledException if the task was cancelled
   * @throws InterruptedException if the calling thread is interrupted before or while it waits
   */
  public T get() throws InterruptedException {
    return result().get();
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
