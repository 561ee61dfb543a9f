package io.github.taskloom;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The edges at one end of a task, in the order they were added, each once. The field that holds
 * them is null for none, an array that is replaced whole by a CAS for a few, and for many an
 * instance of this class, which grows in place: a fan-in of a million must not be quadratic.
 */
final class Edges {
  static final Task<?>[] NONE = {};

  private static final int FEW = 8;

  /** Decides whether an edge is new; tasks are equal by identity. */
  private final Set<Task<?>> known = ConcurrentHashMap.newKeySet();

  private final ConcurrentLinkedQueue<Task<?>> inOrder = new ConcurrentLinkedQueue<>();

  private Edges(Task<?>[] few) {
    for (Task<?> task : few) {
      addToMany(task);
    }
  }

  /** Adds an edge to the field of {@code owner}; false if it is there already. */
  static boolean add(VarHandle field, LinkedTask owner, Task<?> other) {
    Object now = field.getVolatile(owner);
    while (true) {
      if (now instanceof Edges many) {
        return many.addToMany(other);
      }
      Task<?>[] few = now == null ? NONE : (Task<?>[]) now;
      if (contains(few, other)) {
        return false;
      }
      Task<?>[] more = Arrays.copyOf(few, few.length + 1);
      more[few.length] = other;
      Object next = more.length <= FEW ? more : new Edges(more);
      Object witness = field.compareAndExchange(owner, now, next);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
  }

  static void remove(VarHandle field, LinkedTask owner, Task<?> other) {
    Object now = field.getVolatile(owner);
    while (now != null) {
      if (now instanceof Edges many) {
        many.known.remove(other);
        many.inOrder.remove(other);
        return;
      }
      Task<?>[] few = (Task<?>[]) now;
      Task<?>[] fewer = Arrays.stream(few).filter(task -> task != other).toArray(Task<?>[]::new);
      Object witness = field.compareAndExchange(owner, now, fewer.length == 0 ? null : fewer);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** What a field holds; not to be written to. */
  static Task<?>[] of(@Nullable Object field) {
    if (field == null) {
      return NONE;
    }
    return field instanceof Edges many ? many.inOrder.toArray(Task<?>[]::new) : (Task<?>[]) field;
  }

  private boolean addToMany(Task<?> other) {
    boolean added = known.add(other);
    if (added) {
      inOrder.add(other);
    }
    return added;
  }

  private static boolean contains(Task<?>[] few, Task<?> other) {
    for (Task<?> task : few) {
      if (task == other) {
        return true;
      }
    }
    return false;
  }
}
