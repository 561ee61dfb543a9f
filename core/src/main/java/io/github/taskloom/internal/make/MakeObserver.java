package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Is told what a make does: the one seam for what records a make, or shows it. By the thread that
 * does it, before that goes on, so that a task is recorded before one that requires it starts, and
 * all is before the make returns; and so the make takes as long as this does. May be called by
 * several threads at a time, of one task in its order. What {@link #taskSettles}, {@link #goesOn}
 * or {@link #makeEnds} throws ends the make, whose caller gets it; the others throw nothing.
 *
 * <p>A make that has none reads no clock for it, and keeps nothing.
 */
public interface MakeObserver {

  /**
   * By the caller, before anything runs.
   *
   * @param make a number of the make's own, in this JVM
   * @param parent the task whose function or callback calls the make; null if none does
   */
  void makeBegins(long make, Collection<? extends TaskNode<?>> goals, @Nullable TaskNode<?> parent);

  /**
   * By a worker that has claimed a task of this make, before the function.
   *
   * @param attempt counted from 1
   * @param worker the thread that calls the function
   * @param readySince when the task was ready to run for the first time, by {@link
   *     System#nanoTime}: its layer, or its last prerequisite had settled
   */
  void attemptBegins(long make, TaskNode<?> task, int attempt, Thread worker, long readySince);

  /**
   * By the thread that has ended an attempt which another one follows, by a rule or since a
   * callback of the task has opened it, before that begins; not where the task is settled
   * meanwhile, by a cancel, say.
   */
  void attemptFails(long make, TaskNode<?> task);

  /**
   * For each task that was planned and settles now, by this make or by others: the end of its last
   * attempt, if it has run at all. After its callbacks, but where the make ends without them, by
   * its limit, say; again for one that was retried after this, and settles again. Those that were
   * settled before the make are not among them, nor what a make that has stopped did not begin.
   */
  void taskSettles(long make, TaskNode<?> task, boolean done);

  /**
   * By the thread that goes on with the graph, before tasks begin that may require those which have
   * settled: before each layer, and before a task that alone is ready. In the eager order tasks
   * begin without, too, as soon as the last one that they require has been told to {@link
   * #taskSettles}.
   */
  default void goesOn(long make) {}

  /** By the thread that ends the make, before it returns. */
  void makeEnds(long make);
}
