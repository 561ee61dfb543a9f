package io.github.taskloom.model;

import io.github.taskloom.model.MakeStep.Kind;
import io.github.taskloom.model.MakeStep.Mode;
import io.github.taskloom.model.MakeStep.Stop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a make promises beside states: order, threads, interrupts, limits. */
final class Surroundings {
  private Surroundings() {}

  /** After every make. */
  static void check(Subject subject, MakeStep step, Scene scene, MakeRun run) {
    boolean interrupted = isDone(run, Kind.INTERRUPT_MAKER);
    boolean closedElsewhere = isDone(run, Kind.CLOSE_STREAM);
    boolean alone = !isDone(run, Kind.DISPATCH) && !isDone(run, Kind.SECOND_MAKE);
    // A stream calls what closes it once: the reader's own close does nothing, and waits for
    // nothing, once another thread has begun to close.
    boolean owned = alone && !closedElsewhere;
    checkNoneRuns(owned ? run.statesAtReturn() : subject.states());
    Violation.unless(interrupted || !run.wasInterrupted(), "the maker was interrupted by no step");
    Violation.unless(
        !interrupted
            || closedElsewhere
            || run.wasInterrupted()
            || mayLoseInterrupt(step, scene, run),
        "the maker's interrupt was lost");
    Violation.unless(
        !alone || step.parallelism() == 0 || scene.peak() <= step.parallelism(),
        scene.peak() + " tasks ran at a time");
    boolean ownThreads = !step.threads().isExecutor() && step.mode() != Mode.LATER;
    if (alone && ownThreads) {
      Violation.unless(
          closedElsewhere || run.threadsLeft().isEmpty(), "threads are left: " + run.threadsLeft());
      if (step.threads() == MakeStep.Threads.PER_TASK) {
        Violation.unless(
            scene.threads.size() == scene.starts.get(),
            scene.starts.get() + " tasks had " + scene.threads.size() + " threads");
      }
    }
  }

  /**
   * Whether a function in the maker's own thread may have got its interrupt, alone or as one with
   * that of a cancel.
   */
  private static boolean mayLoseInterrupt(MakeStep step, Scene scene, MakeRun run) {
    boolean cancels =
        isDone(run, Kind.CANCEL)
            || isDone(run, Kind.CANCEL_RUN_STATE)
            || step.stop() == Stop.FAIL_FAST_CANCELLING;
    return isDone(run, Kind.INTERRUPT_MAKER)
        && (scene.isMakersInterruptTaken() || (cancels && scene.hasRunInMaker()));
  }

  private static boolean isDone(MakeRun run, Kind kind) {
    return run.done().stream().anyMatch(it -> it.kind() == kind);
  }

  private static void checkNoneRuns(List<State> states) {
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      Violation.unless(
          state != State.RUNNING && state != State.QUEUED, "t" + i + " is " + state + " after it");
    }
  }

  /** After one that nothing disturbed: in which order tasks began, and came. */
  static void checkOrder(Model before, MakeStep step, Forecast forecast, Scene scene, MakeRun run) {
    List<Integer> yields = run.yields();
    Set<Integer> given = new LinkedHashSet<>(step.given());
    Violation.unless(
        yields.size() == given.size() && given.containsAll(yields),
        "these came: " + yields + " of " + given);
    List<Integer> settledBefore =
        given.stream().filter(task -> before.cell(task).state.isSettled()).toList();
    Violation.unless(
        yields.subList(0, settledBefore.size()).equals(settledBefore),
        "these came: " + yields + ", and " + settledBefore + " had settled before");
    for (int task : given) {
      if (!forecast.decided().contains(task) && forecast.layers().containsKey(task)) {
        for (int other : before.cell(task).requires) {
          Violation.unless(
              !given.contains(other) || yields.indexOf(other) < yields.indexOf(task),
              "t" + task + " came before t" + other + ", which it requires");
        }
      }
    }
    boolean oneByOne = step.parallelism() == 1 && !step.threads().isExecutor();
    if (oneByOne && !step.eager() && step.mode() != Mode.LATER) {
      List<Integer> order = new ArrayList<>(scene.order);
      Violation.unless(
          order.equals(forecast.runs()),
          "tasks began in the order " + order + ", the model says " + forecast.runs());
    }
  }

  /** After one with failFast that nothing disturbed: nothing starts after the first failure. */
  static void checkHalt(Subject subject, MakeStep step, Forecast forecast, Scene scene) {
    if (step.stop() == Stop.NEVER || !step.disturbances().isEmpty()) {
      return;
    }
    List<Integer> order = new ArrayList<>(scene.order);
    Violation.unless(
        forecast.decided().isEmpty() || order.isEmpty(),
        order + " began after a failure at the beginning");
    if (step.parallelism() == 1 && !step.threads().isExecutor() && step.mode() != Mode.LATER) {
      for (int i = 0; i < order.size() - 1; i++) {
        Violation.unless(
            subject.state(order.get(i)) == State.DONE,
            order.subList(i + 1, order.size()) + " began after t" + order.get(i) + " had failed");
      }
    }
  }
}
