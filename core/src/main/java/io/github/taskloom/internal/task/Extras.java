package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.observe.Observers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

  /** That of the present attempt, or of an earlier one. */
  volatile @Nullable RunSignal runState;

  /** That of the present attempt, or of an earlier one. */
  volatile @Nullable TaskResult<T> result;

  /** Once there they stay, so that transitions stay numbered. */
  volatile @Nullable Observers<TaskState, TaskEvent> observers;

  /** Null while no thread is at the callbacks of the settled task; see {@link TaskTelling}. */
  volatile TaskTelling.@Nullable Tellers tellers;

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, Extras.class, type);
  }
}
