package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.observe.Observers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only some tasks have, in one object that hangs from the task once the first of it is needed,
 * and stays. Each field is null until it is needed; written through its handle.
 */
final class Extras<T extends @Nullable Object> {
  static final VarHandle POLICY = field("policy", Policy.class);
  static final VarHandle RUN_STATE = field("runState", RunSignal.class);
  static final VarHandle RESULT = field("result", TaskResult.class);
  static final VarHandle OBSERVERS = field("observers", Observers.class);
  static final VarHandle TELLERS = field("tellers", TaskTelling.Tellers.class);

  /** Once there it stays. */
  volatile @Nullable Policy<T> policy;

  /** The run state of the present attempt, or of an earlier one. */
  volatile @Nullable RunSignal runState;

  /** The result of the present attempt, or of an earlier one. */
  volatile @Nullable TaskResult<T> result;

  /** Once there they stay, so that transitions stay numbered. */
  volatile @Nullable Observers<TaskState, TaskEvent> observers;

  /** Null while no thread is at the callbacks of the settled task; see {@link TaskTelling}. */
  volatile TaskTelling.@Nullable Tellers tellers;

  /** Of a task that is being made: plain, published with the task. */
  static <T extends @Nullable Object> Extras<T> with(Policy<T> policy) {
    Extras<T> fresh = new Extras<>();
    POLICY.set(fresh, policy);
    return fresh;
  }

  /** Its policy; the first thread that has something to write into it makes one. */
  Policy<T> policyToWrite() {
    Policy<T> known = policy;
    if (known == null) {
      Policy<T> fresh = new Policy<>(false, null, List.of(), null, null, null);
      @SuppressWarnings("unchecked") // the field holds nothing else
      Policy<T> witness = (Policy<T>) POLICY.compareAndExchange(this, null, fresh);
      known = witness == null ? fresh : witness;
    }
    return known;
  }

  /** A task's run state if that of this attempt was asked for. */
  static @Nullable RunSignal runStateIfAsked(TaskNode<?> task, int attempt) {
    Extras<?> mine = task.extras();
    RunSignal asked = mine == null ? null : mine.runState;
    return asked != null && asked.isOf(attempt) ? asked : null;
  }

  /** Whether each result leads to DONE at once, unless there is a cancel request. */
  static boolean isPlain(TaskNode<?> task, int attempt) {
    Policy<?> policy = task.policy();
    return (policy == null || policy.isPlain()) && runStateIfAsked(task, attempt) == null;
  }

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, Extras.class, type);
  }
}
