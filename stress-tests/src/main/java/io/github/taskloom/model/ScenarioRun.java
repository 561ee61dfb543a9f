package io.github.taskloom.model;

import io.github.taskloom.BlockedException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.model.Scenario.Act;
import io.github.taskloom.model.Scenario.Step;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does each step of a scenario on the model and on the engine, and compares what they come to. */
final class ScenarioRun {
  private final Scenario scenario;
  private final Subject subject;
  private final Pools pools;
  private final Tally tally;
  private final long limitMillis;
  private final Outcomes outcomes;
  private final Receipts receipts;
  private Model model;

  private ScenarioRun(
      Scenario scenario, Model model, Subject subject, Pools pools, Tally tally, long limitMillis) {
    this.scenario = scenario;
    this.model = model;
    this.subject = subject;
    this.pools = pools;
    this.tally = tally;
    this.limitMillis = limitMillis;
    outcomes = new Outcomes(subject);
    receipts = new Receipts(scenario, subject);
  }

  /**
   * What scenarios are run on; a test may bring a model or a subject that is wrong.
   *
   * @param limitMillis how long anything may take
   */
  record Bench(
      Function<Scenario, Model> models,
      Function<Scenario, Subject> subjects,
      Pools pools,
      Tally tally,
      long limitMillis) {

    /** The real ones. */
    static Bench of(Pools pools, long limitMillis) {
      return new Bench(
          Model::new,
          scenario -> new Subject(scenario, limitMillis),
          pools,
          new Tally(),
          limitMillis);
    }
  }

  /** Throws a {@link Violation} if model and engine do not agree. */
  static void run(Scenario scenario, Bench bench) {
    Subject subject = bench.subjects().apply(scenario);
    subject.build();
    ScenarioRun run =
        new ScenarioRun(
            scenario,
            bench.models().apply(scenario),
            subject,
            bench.pools(),
            bench.tally(),
            bench.limitMillis());
    for (Step step : scenario.steps()) {
      run.step(step);
    }
    bench.tally().scenario(subject);
  }

  private void step(Step step) {
    receipts.ask();
    try {
      boolean done =
          switch (step) {
            case Act act -> act(act);
            case MakeStep make -> make(make);
          };
      if (done) {
        subject.complain();
        receipts.check();
      }
    } catch (Violation violation) {
      Violation placed =
          new Violation("at " + step + ": " + violation.getMessage(), violation.isHang());
      placed.initCause(violation);
      throw placed;
    }
  }

  // ---- one task

  private boolean act(Act act) {
    Reply expected = model.act(act);
    if (expected == Reply.SKIPPED) {
      return false;
    }
    subject.enter(Scene.ofAct(act.verb() == Scenario.Verb.RUN));
    Reply reply = done(act, subject.task(act.task()));
    Violation.unless(reply == expected, "it is " + reply + ", the model says " + expected);
    Violation.unless(!Thread.interrupted(), "an interrupt was left to the calling thread");
    outcomes.check(model);
    tally.act(act.verb(), reply);
    return true;
  }

  private Reply done(Act act, Task<@Nullable Object> task) {
    try {
      switch (act.verb()) {
        case PREPARED -> task.prepared();
        case CANCEL -> task.cancel();
        case ABORT -> task.abort();
        case RETRY -> task.retry();
        case ERROR -> subject.fail(act.task());
        case QUEUE -> task.queue();
        case DISPATCH -> {
          String state = task.dispatch().name();
          Violation.unless(state.equals(task.state().name()), "dispatch says " + state);
        }
        case BG -> awaitEnd(task.bg());
        case RUN -> {
          var outcome = task.run();
          Violation.unless(outcome.equals(task.outcome()), "run says " + outcome);
        }
        case REPAIR_BY_FUNCTION -> task.repairWith(() -> subject.call(act.task(), true));
        case REPAIR_BY_VALUE -> task.completeWith(Model.byHand(act.task()));
        case REOPEN_DEPENDENTS -> task.reopenDependents();
        case REQUIRE -> task.require(subject.task(act.other()));
      }
      return Reply.ACCEPTED;
    } catch (BlockedException blocked) {
      Task<?> blocker = blocked.blocker();
      Violation.unless(
          blocker != null && task.blockers().contains(blocker), blocker + " does not block");
      return Reply.BLOCKED;
    } catch (TaskStateException refused) {
      return Reply.REFUSED;
    }
  }

  private void awaitEnd(Thread thread) {
    try {
      if (!thread.join(Duration.ofMillis(limitMillis))) {
        throw new Violation("the thread of bg has not ended", true);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a scenario runs", e);
    }
  }

  // ---- makes

  private boolean make(MakeStep planned) {
    MakeStep step = planned;
    if (!step.disturbances().isEmpty() && !mayBeDisturbed()) {
      step = step.undisturbed();
    }
    Model before = model.copy();
    Forecast forecast = model.make(step);
    if (forecast.replies().contains(Reply.SKIPPED)) {
      return false;
    }
    Scene scene = Scene.ofMake(step, forecast);
    subject.enter(scene);
    MakeRun run = new MakeRun(subject, step, scene, pools, limitMillis);
    run.run();
    boolean lazy = step.closeAfter() == 0;
    Set<Reply> replies = lazy ? Set.of(Reply.ACCEPTED) : forecast.replies();
    Violation.unless(
        replies.contains(run.reply()), "it is " + run.reply() + ", the model says " + replies);
    Surroundings.check(subject, step, scene, run);
    boolean nothing = lazy && run.done().isEmpty(); // others may have been busy all the same
    if (nothing || !forecast.isAccepted()) {
      model = before;
      outcomes.check(model);
      Violation.unless(run.yields().isEmpty(), "these came: " + run.yields());
    } else if (step.isQuiet()) {
      outcomes.check(model);
      Surroundings.checkOrder(before, step, forecast, scene, run);
    } else {
      Aftermath aftermath = new Aftermath(scenario, subject, before, step, run);
      aftermath.check();
      Surroundings.checkHalt(subject, step, forecast, scene);
      model = aftermath.resynced();
      outcomes.remember();
    }
    tally.make(step, run, scene);
    return true;
  }

  /** With tasks in PREPARE or a cycle about, an event may lead a make to them, or away. */
  private boolean mayBeDisturbed() {
    Set<Integer> sorted = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (int i = 0; i < model.size(); i++) {
        Cell cell = model.cell(i);
        if (cell.state != State.PREPARE && sorted.containsAll(cell.requires)) {
          more |= sorted.add(i);
        }
      }
    }
    return sorted.size() == model.size();
  }
}
