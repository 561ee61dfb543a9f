package io.github.taskloom.internal.task;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/** Names like {@code task-17} for tasks that were given none, made when they are asked for. */
public final class DerivedName {
  private static final AtomicLong UNNAMED = new AtomicLong();

  private DerivedName() {}

  /** The name in a field of a task; opaque: each reader sees the one that the first CAS put. */
  public static String of(VarHandle field, Object task) {
    String known = (String) field.getOpaque(task);
    if (known != null) {
      return known;
    }
    String derived = "task-" + UNNAMED.incrementAndGet();
    String witness = (String) field.compareAndExchange(task, null, derived);
    return witness == null ? derived : witness;
  }
}
