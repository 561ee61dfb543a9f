package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.report.Report;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, by the thread that comes first; actions registered before run then, in
 * the order of their registration, later ones at once. Each runs exactly once unless it is removed.
 *
 * <p>A thread that sets the value with actions registered has the stack and the memory to run them:
 * it makes sure of both before its CAS. So what it throws where either ends has set nothing, and
 * another thread, or the same one with more stack, can set it.
 *
 * @param <V> the value; neither null nor a {@link Link}
 */
public abstract class OneShot<V> {
  private static final VarHandle WORD =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "word", VarHandle.class, OneShot.class, Object.class);

  /**
   * An action of a chain, newest first until it is to be told; the cell is emptied by the thread
   * that runs or removes it.
   */
  record Link(AtomicReference<@Nullable Runnable> action, @Nullable Link older) {

    void run() {
      Runnable mine = action.getAndSet(null);
      if (mine != null) {
        try {
          mine.run();
        } catch (Throwable thrown) { // must not keep the others from being told
          Report.warn(Task.class, "A callback failed", thrown);
        }
      }
    }
  }

  // null -> Link -> Link ...  // registrations push
  // null or Link -> V         // set once; from then on constant
  @SuppressWarnings("unused") // through WORD
  private volatile @Nullable Object word;

  /** The value, or null while it is not set. */
  @SuppressWarnings("unchecked") // the field holds nothing else
  public final @Nullable V value() {
    Object now = word;
    return now instanceof Link ? null : (V) now;
  }

  /** Sets the value and runs what is registered; does nothing if it is set already. */
  public final void set(V value) {
    tell(close(value));
  }

  /**
   * Sets the value and returns what is to be told, in the order of registration; null if there is
   * nothing, or the value is set already.
   */
  final @Nullable Link close(V value) {
    Object now = word;
    while (now == null || now instanceof Link) {
      Link inOrder = now == null ? null : reversed((Link) now);
      if (inOrder != null) {
        StackRoom.ensure();
      }
      Object witness = WORD.compareAndExchange(this, now, value);
      if (witness == now) {
        return inOrder;
      }
      now = witness;
    }
    return null;
  }

  /** Runs what {@link #close} has returned. */
  static void tell(@Nullable Link inOrder) {
    for (Link link = inOrder; link != null; link = link.older) {
      link.run();
    }
  }

  /** Whether actions wait for the value; a look without an order to anything else. */
  final boolean isWaitedFor() {
    return word instanceof Link;
  }

  private static @Nullable Link reversed(@Nullable Link chain) {
    Link reversed = null;
    for (Link link = chain; link != null; link = link.older) {
      reversed = new Link(link.action, reversed);
    }
    return reversed;
  }

  /** Runs an action once the value is set: in the thread that sets it, or now in this one. */
  public final Registration whenSet(Runnable action) {
    AtomicReference<@Nullable Runnable> cell =
        new AtomicReference<>(Objects.requireNonNull(action));
    Object now = word;
    while (now == null || now instanceof Link) {
      Object witness = WORD.compareAndExchange(this, now, new Link(cell, (Link) now));
      if (witness == now) {
        return () -> remove(cell);
      }
      now = witness;
    }
    new Link(cell, null).run();
    return () -> {};
  }

  private void remove(AtomicReference<@Nullable Runnable> cell) {
    cell.set(null);
    Object now = word;
    while (now instanceof Link chain) {
      Object witness = WORD.compareAndExchange(this, now, withoutEmpty(chain));
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** So that waits which end by time do not pile up; order stays. */
  private static @Nullable Link withoutEmpty(Link newest) {
    Link reversed = null;
    for (Link link = newest; link != null; link = link.older) {
      if (link.action.get() != null) {
        reversed = new Link(link.action, reversed);
      }
    }
    return reversed(reversed);
  }
}
