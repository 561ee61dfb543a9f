package io.github.taskloom.internal.task;

import java.util.ArrayList;
import java.util.List;

/**
 * The makes that the function which a {@link Runner} runs at present has begun and that have not
 * ended: a function that waits for itself through them is found by them. Several only where it
 * forks threads that make.
 *
 * <p>The list in the runner's field is immutable and replaced whole by a CAS.
 */
public final class MadeInside {
  private MadeInside() {}

  /** As they are at this moment. */
  public static List<FunctionWait> of(Runner runner) {
    return runner.madeInside;
  }

  /** By the thread that calls the make, before that waits for anything: circles are found so. */
  public static void begins(Runner runner, FunctionWait begun) {
    List<FunctionWait> now = runner.madeInside;
    while (true) {
      List<FunctionWait> witness = swing(runner, now, with(now, begun));
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** By the same thread, once the make waits for nothing any more. */
  public static void ends(Runner runner, FunctionWait begun) {
    List<FunctionWait> now = runner.madeInside;
    while (true) {
      List<FunctionWait> fewer = now.stream().filter(other -> other != begun).toList();
      List<FunctionWait> witness = swing(runner, now, fewer);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  private static List<FunctionWait> with(List<FunctionWait> before, FunctionWait added) {
    List<FunctionWait> after = new ArrayList<>(before);
    after.add(added);
    return List.copyOf(after);
  }

  @SuppressWarnings("unchecked") // the field holds nothing else
  private static List<FunctionWait> swing(
      Runner runner, List<FunctionWait> expected, List<FunctionWait> next) {
    return (List<FunctionWait>) Runner.MADE_INSIDE.compareAndExchange(runner, expected, next);
  }
}
