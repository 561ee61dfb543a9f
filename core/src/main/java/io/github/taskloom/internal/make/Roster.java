package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.Runner;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads at work for one make, so that what they run can be cancelled: one CAS to come, one
 * store to go, for as many threads as there are tasks that block. (In a concurrent hash set ten
 * thousand lanes spent a quarter of their time on its table, by a sampled profile of tasks that
 * sleep.)
 *
 * <pre>
 *   newest -> D -> C -> B -> A      a runner that has left stays until one comes on top of it
 *             x    x                here the next one to come points to B
 * </pre>
 *
 * <p>So what has left is held no longer than those who came after it are at work, or until the next
 * one comes.
 */
final class Roster {
  private static final VarHandle NEWEST =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "newest", VarHandle.class, Roster.class, Runner.class);

  private volatile @Nullable Runner newest;

  /** By the runner's own thread, or before it starts; once for each runner. */
  void add(Runner runner) {
    Runner top = newest;
    while (true) {
      Runner below = top;
      while (below != null && below.hasLeft()) {
        below = below.older();
      }
      runner.older(below); // before the CAS, which publishes it
      Runner witness = (Runner) NEWEST.compareAndExchange(this, top, runner);
      if (witness == top) {
        return;
      }
      top = witness;
    }
  }

  /** Calls for each one that is at work: those that came before the call and have not left. */
  void forEach(Consumer<? super Runner> action) {
    for (Runner runner = newest; runner != null; runner = runner.older()) {
      if (!runner.hasLeft()) {
        action.accept(runner);
      }
    }
  }
}
