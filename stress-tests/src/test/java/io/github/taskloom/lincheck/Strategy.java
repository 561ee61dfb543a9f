package io.github.taskloom.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.size.Size;
import java.time.Duration;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How Lincheck looks for an order of operations that no sequence of them explains. {@link Size}
 * says how long.
 */
public enum Strategy {
  /** Goes through the interleavings, one switch of threads after the other. */
  MODEL_CHECKING {
    /** Calls itself some hundred times, which looks as if it went on for ever. */
    private static final ManagedStrategyGuarantee STACK_ROOM =
        forClasses("io.github.taskloom.internal.task.StackRoom").allMethods().ignore();

    @Override
    ModelCheckingOptions options(Effort effort) {
      // A thread that waits looks some hundred times before it sleeps.
      return effort.of(new ModelCheckingOptions()).loopBound(1_000);
    }

    @Override
    ModelCheckingOptions deepOptions(Effort effort) {
      return options(effort).addGuarantee(STACK_ROOM);
    }
  },

  /** Runs them on threads that really run at once. */
  STRESS {
    @Override
    StressOptions options(Effort effort) {
      return effort.of(new StressOptions());
    }

    @Override
    StressOptions deepOptions(Effort effort) {
      return options(effort);
    }

    @Override
    Effort brief(Size size) {
      return Effort.thorough(size);
    }
  };

  private static final Duration LONGEST = Duration.ofMinutes(4);

  abstract Options<?, ?> options(Effort effort);

  /** For operations that look how much room is left on the stack. */
  abstract Options<?, ?> deepOptions(Effort effort);

  Effort brief(Size size) {
    return Effort.brief(size);
  }

  /**
   * Checks a class of operations.
   *
   * @param operations has them, and makes a new object of what they are about
   * @param model has the same ones, for one thread
   * @throws LincheckAssertionError if they do what the model cannot do, or hang, or throw
   */
  public void check(Class<?> operations, Class<?> model) {
    check(options(Effort.thorough(Size.current())), operations, model);
  }

  /**
   * As {@link #check}, for operations of which one makes sure of the stack by itself, with no other
   * on its way: that would look like a loop without end.
   */
  public void checkDeep(Class<?> operations, Class<?> model) {
    check(deepOptions(Effort.thorough(Size.current())), operations, model);
  }

  /**
   * As {@link #check}, for operations that are long themselves: of their interleavings only a few,
   * since to go through one takes tens of milliseconds.
   */
  public void checkLong(Class<?> operations, Class<?> model) {
    check(options(brief(Size.current())), operations, model);
  }

  /**
   * Looks for what is wrong with a class of operations, in every size until it is found.
   *
   * @throws AssertionError if nothing is found
   */
  public void find(Class<?> operations, Class<?> model) {
    find(Effort.thorough(Size.FULL), operations, model);
  }

  /**
   * As {@link #find}, for operations that are long themselves.
   *
   * @throws AssertionError if nothing is found
   */
  public void findLong(Class<?> operations, Class<?> model) {
    find(brief(Size.FULL), operations, model);
  }

  /** Threads that hardly ever run at once, on a machine that is busy, need more than one look. */
  private void find(Effort effort, Class<?> operations, Class<?> model) {
    assumeTrue(
        this != STRESS || Runtime.getRuntime().availableProcessors() > 1,
        "on one processor no two threads run at once");
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONGEST.toNanos()) {
      try {
        check(options(effort.untilFound()), operations, model);
      } catch (LincheckAssertionError found) {
        return;
      }
    }
    fail("nothing was found in " + LONGEST);
  }

  private static void check(Options<?, ?> options, Class<?> operations, Class<?> model) {
    options.sequentialSpecification(model).check(operations);
  }
}
