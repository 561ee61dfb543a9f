package io.github.taskloom;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Sets thread-locals around each function, to the values that they had in the thread that asked for
 * this.
 */
final class CarriedLocals implements TaskInterceptor {
  private final List<ThreadLocal<?>> locals;
  private final @Nullable Object[] values;

  private CarriedLocals(List<ThreadLocal<?>> locals, @Nullable Object[] values) {
    this.locals = locals;
    this.values = values;
  }

  static TaskInterceptor of(ThreadLocal<?>... locals) {
    List<ThreadLocal<?>> known = List.of(locals); // no null among them
    return TaskInterceptor.perMake(() -> ofThisThread(known));
  }

  private static CarriedLocals ofThisThread(List<ThreadLocal<?>> locals) {
    return new CarriedLocals(locals, locals.stream().map(ThreadLocal::get).toArray());
  }

  @Override
  public @Nullable Object around(Task<?> task, Callable<? extends @Nullable Object> next)
      throws Exception {
    @Nullable Object[] before = new @Nullable Object[values.length];
    int carried = 0;
    try {
      for (; carried < before.length; carried++) {
        ThreadLocal<?> local = locals.get(carried);
        before[carried] = local.get();
        set(local, values[carried]);
      }
      return next.call();
    } finally {
      while (carried > 0) { // in reverse: one that is named twice has its first value again
        carried--;
        set(locals.get(carried), before[carried]);
      }
    }
  }

  @SuppressWarnings("unchecked") // the values are those of the same thread-local
  private static void set(ThreadLocal<?> local, @Nullable Object value) {
    if (value == null) {
      local.remove();
    } else {
      ((ThreadLocal<Object>) local).set(value);
    }
  }
}
