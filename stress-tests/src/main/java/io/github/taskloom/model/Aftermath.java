package io.github.taskloom.model;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.model.MakeStep.Disturbance;
import io.github.taskloom.model.MakeStep.Kind;
import io.github.taskloom.model.MakeStep.Stop;
import io.github.taskloom.model.Scenario.Test;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a disturbed make has left: each state is one that the model allows, and for each there is a
 * reason among the things that have happened.
 */
final class Aftermath {
  private final Scenario scenario;
  private final Subject subject;
  private final Model before;
  private final MakeStep step;
  private final MakeRun run;
  private final Allowed allowed;
  private final boolean stoppedFromOutside;
  private final boolean failedFast;

  Aftermath(Scenario scenario, Subject subject, Model before, MakeStep step, MakeRun run) {
    this.scenario = scenario;
    this.subject = subject;
    this.before = before;
    this.step = step;
    this.run = run;
    stoppedFromOutside =
        step.closeAfter() >= 0 || isDone(Kind.INTERRUPT_MAKER) || isDone(Kind.CLOSE_STREAM);
    failedFast =
        step.stop() != Stop.NEVER
            && (isDone(Kind.RETRY) // what failed may be open again
                || IntStream.range(0, subject.size()).anyMatch(this::hasFailed));
    allowed = new Allowed(scenario, before, step, run.done(), stoppedFromOutside || failedFast);
  }

  /** Throws unless all is well. */
  void check() {
    for (int i = 0; i < subject.size(); i++) {
      check(i);
    }
    checkYields();
  }

  /** What had settled before the make is no failure of it. */
  private boolean hasFailed(int task) {
    State now = subject.state(task);
    return now.isSettled() && now != State.DONE && now != before.cell(task).state;
  }

  private void check(int task) {
    State now = subject.state(task);
    EnumSet<State> states = allowed.of(task);
    Violation.unless(
        states.contains(now),
        name(task) + " is " + now + ", the model allows " + states + explained());
    int attempt = subject.task(task).attempt();
    int retries = attempt - before.cell(task).attempt;
    Violation.unless(
        retries == countDone(Kind.RETRY, task),
        name(task) + " has " + retries + " more attempts than before" + explained());
    boolean ran = subject.probe(task).ranIn(attempt);
    boolean moved = retries > 0 || now != before.cell(task).state;
    String why =
        switch (now) {
          case PENDING, QUEUED, RUNNING, PREPARE -> ran ? "its function was called" : null;
          case DONE -> moved ? doneAgainst(task, ran) : null;
          case FAILED -> moved ? failedAgainst(task, ran) : null;
          case CANCELLED -> moved ? cancelledAgainst(task, ran) : null;
          case ABORT -> null;
        };
    if (why != null) {
      throw new Violation(
          name(task)
              + " is "
              + TaskNode.of(subject.task(task)).status()
              + ", but "
              + why
              + explained());
    }
    boolean ranNow = subject.probe(task).runs() > before.cell(task).runs;
    Violation.unless(
        mayBeInterrupted(task) || !(ranNow && subject.probe(task).beganInterrupted),
        name(task) + " began interrupted, and it was not asked to end" + explained());
  }

  private @Nullable String doneAgainst(int task, boolean ran) {
    if (!ran) {
      return "its function was not called";
    }
    boolean allDone =
        before.cell(task).requires.stream().allMatch(it -> subject.state(it) == State.DONE);
    return allDone ? null : "not all of its prerequisites are DONE";
  }

  private @Nullable String failedAgainst(int task, boolean ran) {
    Object content = Outcomes.content(subject.task(task));
    Probe probe = subject.probe(task);
    if (content instanceof PrerequisiteException failed) {
      int by = subject.number(failed.prerequisite());
      if (ran) {
        return "its function was called";
      }
      return mayHaveBeen(task, by, Set.of(State.FAILED, State.ABORT)) ? null : "t" + by + " is not";
    }
    if (content == probe.thrown || content == probe.testThrown) {
      return ran ? null : "its function was not called";
    }
    if (content == probe.failure || content == probe.rejection) {
      return ran ? "its function was called" : null;
    }
    return "it threw " + probe.thrown;
  }

  private @Nullable String cancelledAgainst(int task, boolean ran) {
    CancelledException why = (CancelledException) Outcomes.content(subject.task(task));
    if (why == null) {
      return "there is no reason";
    }
    if (why.blocker() != null) {
      int by = subject.number(why.blocker());
      if (ran) {
        return "its function was called";
      }
      return mayHaveBeen(task, by, Set.of(State.CANCELLED)) ? null : "t" + by + " is not";
    }
    boolean ownDoing = ran && hasCancelledItself(task, why);
    return ownDoing || mayBeInterrupted(task) || before.cell(task).asked
        ? null
        : "no step has cancelled it";
  }

  private boolean hasCancelledItself(int task, CancelledException why) {
    Scenario.Node node = scenario.nodes().get(task);
    Probe probe = subject.probe(task);
    Behaviour behaviour = node.behaviour(probe.runs() - 1);
    return why == probe.thrown
        || (node.cancelOnException() && why.getCause() == probe.thrown)
        || node.test() == Test.ACCEPTS
        || behaviour.asks() != Behaviour.Asks.NOT;
  }

  /** Whether it may have been asked to end. */
  private boolean mayBeInterrupted(int task) {
    return isDone(Kind.CANCEL, task)
        || isDone(Kind.CANCEL_RUN_STATE, task)
        || stoppedFromOutside
        || (failedFast && step.stop() == Stop.FAIL_FAST_CANCELLING);
  }

  /** Whether a prerequisite is, or may have been for a time, in one of these states. */
  private boolean mayHaveBeen(int task, int prerequisite, Set<State> states) {
    return before.cell(task).requires.contains(prerequisite)
        && (states.contains(subject.state(prerequisite))
            || isDone(Kind.RETRY, prerequisite)
            || isDone(Kind.ABORT, prerequisite));
  }

  /** What was given and has settled comes once; what has not does not come. */
  private void checkYields() {
    List<Integer> yields = run.yields();
    Violation.unless(
        yields.size() == Set.copyOf(yields).size() && step.given().containsAll(yields),
        "these came: " + yields + explained());
    boolean complete = !stoppedFromOutside && (run.done().isEmpty() || !failedFast);
    for (int given : step.given()) {
      boolean settled = subject.state(given).isSettled();
      boolean touched = isDone(Kind.RETRY, given);
      Violation.unless(
          settled || touched || !yields.contains(given),
          name(given) + " came and has not settled" + explained());
      Violation.unless(
          !settled || !complete || yields.contains(given),
          name(given) + " has settled and did not come" + explained());
    }
  }

  private boolean isDone(Kind kind) {
    return run.done().stream().anyMatch(it -> it.kind() == kind);
  }

  private boolean isDone(Kind kind, int task) {
    return countDone(kind, task) > 0;
  }

  private long countDone(Kind kind, int task) {
    return run.done().stream().filter(it -> it.kind() == kind && it.task() == task).count();
  }

  private static String name(int task) {
    return "t" + task;
  }

  private String explained() {
    List<Disturbance> done = run.done();
    return done.isEmpty() ? "" : ", after " + done;
  }

  /** The model goes on from what the engine has come to. */
  Model resynced() {
    Model after = before.copy();
    for (int i = 0; i < subject.size(); i++) {
      Cell cell = after.cell(i);
      Object content = Outcomes.content(subject.task(i));
      boolean byPrerequisite =
          content instanceof PrerequisiteException
              || (content instanceof CancelledException why && why.blocker() != null);
      int attempt = subject.task(i).attempt();
      cell.settle(subject.state(i), byPrerequisite ? Cell.Why.PREREQUISITE : Cell.Why.FIRED);
      cell.asked =
          isDone(Kind.CANCEL_RUN_STATE, i)
              ? subject.task(i).runState().isCancelled()
              : cell.asked && attempt == cell.attempt;
      cell.attempt = attempt;
      cell.runs = subject.probe(i).runs();
    }
    return after;
  }
}
