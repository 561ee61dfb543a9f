package io.github.taskloom.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How Lincheck looks for an order of operations that no sequence of them explains.
 *
 * <p>No operations come before or after those that race: they would use up what settles once, and
 * nothing would race at all.
 */
public enum Strategy {
  /** Goes through the interleavings, one switch of threads after the other. */
  MODEL_CHECKING {
    /** Calls itself some hundred times, which looks as if it went on for ever. */
    private static final ManagedStrategyGuarantee STACK_ROOM =
        forClasses("io.github.taskloom.internal.task.StackRoom").allMethods().ignore();

    @Override
    public void check(Class<?> operations, Class<?> model) {
      check(options(20, 300, 3), operations, model);
    }

    @Override
    public void checkDeep(Class<?> operations, Class<?> model) {
      check(options(20, 300, 3).addGuarantee(STACK_ROOM), operations, model);
    }

    @Override
    public void checkLong(Class<?> operations, Class<?> model) {
      check(options(10, 50, 2), operations, model);
    }

    private void check(ModelCheckingOptions options, Class<?> operations, Class<?> model) {
      options.sequentialSpecification(model).check(operations);
    }

    private ModelCheckingOptions options(int scenarios, int runs, int actors) {
      return new ModelCheckingOptions()
          .iterations(scenarios)
          .invocationsPerIteration(runs)
          .threads(2)
          .actorsPerThread(actors)
          .actorsBefore(0)
          .actorsAfter(0)
          .loopBound(1_000); // a thread that waits looks some hundred times before it sleeps
    }
  },

  /** Runs them on threads that really run at once. */
  STRESS {
    @Override
    public void check(Class<?> operations, Class<?> model) {
      new StressOptions()
          .iterations(20)
          .invocationsPerIteration(300)
          .threads(2)
          .actorsPerThread(3)
          .actorsBefore(0)
          .actorsAfter(0)
          .sequentialSpecification(model)
          .check(operations);
    }
  };

  /**
   * Checks a class of operations.
   *
   * @param operations has them, and makes a new object of what they are about
   * @param model has the same ones, for one thread
   * @throws org.jetbrains.lincheck.LincheckAssertionError if they do what the model cannot do, or
   *     hang, or throw
   */
  public abstract void check(Class<?> operations, Class<?> model);

  /**
   * As {@link #check}, for operations of which one makes sure of the stack by itself, with no other
   * on its way: that would look like a loop without end.
   */
  public void checkDeep(Class<?> operations, Class<?> model) {
    check(operations, model);
  }

  /**
   * As {@link #check}, for operations that are long themselves: of their interleavings only a few,
   * since to go through one takes tens of milliseconds.
   */
  public void checkLong(Class<?> operations, Class<?> model) {
    check(operations, model);
  }
}
