package io.github.taskloom.internal.task;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The edges at one end of a task, in the order they were added, each once. The field that holds
 * them is null for none, an array that is replaced whole by a CAS for a few, and for many an
 * instance of this class, which grows in place: a fan-in of a million must not be quadratic.
 */
public final class Edges {
  public static final TaskNode<?>[] NONE = {};

  private static final int FEW = 8;

  private static final int SWEPT_BY_ANOTHER = Integer.MAX_VALUE;

  private static final VarHandle SWEEP_AT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "sweepAt", VarHandle.class, Edges.class, int.class);

  /** An edge of many, in its place in the order; dead once it is taken back. */
  private static final class Link {
    private volatile @Nullable TaskNode<?> task;

    Link(TaskNode<?> task) {
      this.task = task;
    }
  }

  /** Decides whether an edge is there, and which link is its; tasks are equal by identity. */
  private final ConcurrentHashMap<TaskNode<?>, Link> known = new ConcurrentHashMap<>();

  /** With dead links, which the next sweep takes out. */
  private final ConcurrentLinkedQueue<Link> inOrder = new ConcurrentLinkedQueue<>();

  /** How many links are dead, about. */
  private final AtomicInteger dead = new AtomicInteger();

  /** How many edges are worth a sweep: twice those that the last one has left. */
  private volatile int sweepAt = 2 * FEW;

  private Edges(TaskNode<?>[] few) {
    for (TaskNode<?> task : few) {
      addToMany(task);
    }
  }

  /** Adds an edge to the field of {@code owner}; false if it is there already. */
  static boolean add(VarHandle field, TaskNode<?> owner, TaskNode<?> other) {
    Object now = field.getVolatile(owner);
    while (true) {
      if (now instanceof Edges many) {
        return many.addToMany(other);
      }
      TaskNode<?>[] few = now == null ? NONE : (TaskNode<?>[]) now;
      if (contains(few, other)) {
        return false;
      }
      TaskNode<?>[] more = Arrays.copyOf(few, few.length + 1);
      more[few.length] = other;
      Object next = more.length <= FEW ? more : new Edges(more);
      Object witness = field.compareAndExchange(owner, now, next);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
  }

  static void remove(VarHandle field, TaskNode<?> owner, TaskNode<?> other) {
    Object now = field.getVolatile(owner);
    while (now != null) {
      if (now instanceof Edges many) {
        many.removeFromMany(other);
        return;
      }
      TaskNode<?>[] few = (TaskNode<?>[]) now;
      TaskNode<?>[] fewer =
          Arrays.stream(few).filter(task -> task != other).toArray(TaskNode<?>[]::new);
      Object witness = field.compareAndExchange(owner, now, fewer.length == 0 ? null : fewer);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** What a field holds; not to be written to. */
  static TaskNode<?>[] of(@Nullable Object field) {
    if (field == null) {
      return NONE;
    }
    return field instanceof Edges many ? many.alive() : (TaskNode<?>[]) field;
  }

  static boolean has(@Nullable Object field, TaskNode<?> other) {
    return field instanceof Edges many ? many.known.containsKey(other) : contains(of(field), other);
  }

  /** Whether a sweep is due before one more is added: each edge pays for two looks at most. */
  static boolean isSweepDue(@Nullable Object field) {
    if (field instanceof Edges many) {
      return many.known.size() >= many.sweepAt;
    }
    return field != null && ((TaskNode<?>[]) field).length == FEW;
  }

  /**
   * Removes the edges to tasks that are past, unless another thread is about to.
   *
   * @param removed is told each after its removal, for a second look
   */
  static void sweep(
      VarHandle field,
      TaskNode<?> owner,
      Predicate<TaskNode<?>> past,
      Consumer<TaskNode<?>> removed) {
    Object now = field.getVolatile(owner);
    if (now instanceof Edges many) {
      many.sweepMany(past, removed);
    } else if (now != null) {
      TaskNode<?>[] few = (TaskNode<?>[]) now;
      TaskNode<?>[] left = Arrays.stream(few).filter(past.negate()).toArray(TaskNode<?>[]::new);
      if (left.length < few.length
          && field.compareAndSet(owner, now, left.length == 0 ? null : left)) {
        Arrays.stream(few).filter(task -> !contains(left, task)).forEach(removed);
      }
    }
  }

  private void sweepMany(Predicate<TaskNode<?>> past, Consumer<TaskNode<?>> removed) {
    int due = sweepAt;
    if (due == SWEPT_BY_ANOTHER || !SWEEP_AT.compareAndSet(this, due, SWEPT_BY_ANOTHER)) {
      return;
    }
    try {
      for (Iterator<Link> each = inOrder.iterator(); each.hasNext(); ) {
        Link link = each.next();
        TaskNode<?> task = link.task;
        if (task == null) {
          each.remove();
        } else if (past.test(task) && known.remove(task, link)) {
          link.task = null;
          each.remove();
          removed.accept(task);
        }
      }
      dead.set(0);
    } finally {
      sweepAt = 2 * Math.max(FEW, known.size());
    }
  }

  private TaskNode<?>[] alive() {
    List<TaskNode<?>> alive = new ArrayList<>(known.size());
    for (Link link : inOrder) {
      TaskNode<?> task = link.task;
      if (task != null) {
        alive.add(task);
      }
    }
    return alive.toArray(TaskNode<?>[]::new);
  }

  private boolean addToMany(TaskNode<?> other) {
    Link link = new Link(other);
    boolean added = known.putIfAbsent(other, link) == null;
    if (added) {
      inOrder.add(link); // dead by now if it was taken back meanwhile
    }
    return added;
  }

  private void removeFromMany(TaskNode<?> other) {
    Link link = known.remove(other);
    if (link != null) {
      link.task = null;
      if (dead.incrementAndGet() > Math.max(FEW, known.size())) {
        sweepMany(task -> false, task -> {});
      }
    }
  }

  private static boolean contains(TaskNode<?>[] few, TaskNode<?> other) {
    for (TaskNode<?> task : few) {
      if (task == other) {
        return true;
      }
    }
    return false;
  }
}
