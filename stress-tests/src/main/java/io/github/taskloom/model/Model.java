package io.github.taskloom.model;

import io.github.taskloom.model.Cell.Why;
import io.github.taskloom.model.Planning.Decision;
import io.github.taskloom.model.Scenario.Act;
import io.github.taskloom.model.Scenario.Node;
import io.github.taskloom.model.Scenario.Test;
import io.github.taskloom.model.State.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tasks and makes mean, one thing after the other: no threads, no races, no speed. Written
 * from the engine's description, and sharing no code with it.
 *
 * <p>Not final: a model with a rule gone wrong must be told from the engine.
 */
class Model {
  private final Scenario scenario;
  private final List<Cell> cells = new ArrayList<>();

  Model(Scenario scenario) {
    this.scenario = scenario;
    scenario.nodes().forEach(node -> cells.add(new Cell(node)));
  }

  /** Of the same kind, at the beginning. */
  Model fresh() {
    return new Model(scenario);
  }

  /** The same, to look ahead on. */
  final Model copy() {
    Model copy = fresh();
    copy.cells.clear();
    cells.forEach(cell -> copy.cells.add(new Cell(cell)));
    return copy;
  }

  final Scenario scenario() {
    return scenario;
  }

  final Cell cell(int task) {
    return cells.get(task);
  }

  final int size() {
    return cells.size();
  }

  // ---- rules

  /**
   * The one rule for prerequisites that are settled: one that failed or was given up makes a task
   * fail, else one that was cancelled cancels it. Null when none decides.
   */
  @Nullable State decision(Cell cell) {
    State by = null;
    for (int prerequisite : cell.requires) {
      State state = cell(prerequisite).state;
      if (state.isFailure()) {
        return State.FAILED;
      }
      by = state == State.CANCELLED ? State.CANCELLED : by;
    }
    return by;
  }

  /** How a run ends, and why. */
  void end(Cell cell, Node node, Behaviour behaviour, String value) {
    boolean asked = behaviour.asks() != Behaviour.Asks.NOT;
    switch (behaviour.ends()) {
      case THROWS_CANCELLED -> cell.settle(State.CANCELLED, Why.THREW_CANCELLED);
      case THROWS, THROWS_INTERRUPTED -> {
        if (node.cancelOnException()) {
          cell.settle(State.CANCELLED, Why.THREW_WHILE_CANCELLING);
        } else if (asked && behaviour.ends() == Behaviour.Ends.THROWS_INTERRUPTED) {
          cell.settle(State.CANCELLED, Why.ASKED);
        } else {
          cell.settle(State.FAILED, Why.THREW);
        }
      }
      case RETURNS -> {
        if (asked || cell.asked) {
          cell.settle(State.CANCELLED, Why.ASKED);
        } else if (node.test() == Test.THROWS || node.test() == Test.THROWS_CANCELLED) {
          cell.settle(State.FAILED, Why.TEST_THREW);
        } else if (node.test() == Test.ACCEPTS) {
          cell.settle(State.CANCELLED, Why.TEST_ACCEPTED);
        } else {
          cell.settle(State.DONE, Why.RETURNED);
          cell.value = behaviour == Behaviour.RETURNS_NULL ? null : value;
        }
      }
    }
  }

  // ---- one task

  final Reply act(Act act) {
    Cell cell = cell(act.task());
    return switch (act.verb()) {
      case PREPARED -> prepared(cell);
      case CANCEL -> cancel(cell);
      case ABORT -> fire(cell, Event.ABORT);
      case RETRY -> retry(cell);
      case ERROR -> fire(cell, Event.ERROR);
      case QUEUE -> fire(cell, Event.QUEUE);
      case DISPATCH, BG -> dispatch(act.task());
      case RUN -> run(act.task());
      case REPAIR_BY_FUNCTION -> repairByFunction(cell);
      case REPAIR_BY_VALUE -> repairByValue(cell, act.task());
      case REOPEN_DEPENDENTS -> reopenDependents(act.task());
      case REQUIRE -> require(cell, act.other());
    };
  }

  private static Reply fire(Cell cell, Event event) {
    State next = cell.state.after(event);
    if (next == null) {
      return Reply.REFUSED;
    }
    cell.settle(next, next.isSettled() ? Why.FIRED : Why.OPEN);
    return Reply.ACCEPTED;
  }

  private static Reply prepared(Cell cell) {
    Reply reply = fire(cell, Event.PREPARED);
    if (reply == Reply.ACCEPTED && cell.cancelRemembered) {
      fire(cell, Event.CANCEL);
    }
    return reply;
  }

  /** In any state; never lost. */
  private static Reply cancel(Cell cell) {
    if (cell.state == State.PREPARE) {
      cell.cancelRemembered = true;
    }
    fire(cell, Event.CANCEL);
    return Reply.ACCEPTED;
  }

  Reply retry(Cell cell) {
    if (cell.state.after(Event.RETRY) == null) {
      return Reply.REFUSED;
    }
    cell.reopen();
    return Reply.ACCEPTED;
  }

  private Reply dispatch(int task) {
    Cell cell = cell(task);
    if (cell.state.after(Event.DISPATCH) == null) {
      return Reply.REFUSED;
    }
    if (cell.requires.stream().anyMatch(it -> !cell(it).state.isSettled())) {
      return Reply.BLOCKED;
    }
    if (anyIs(cell, EnumSet.of(State.ABORT))) {
      return fire(cell, Event.ABORT);
    }
    if (anyIs(cell, EnumSet.complementOf(EnumSet.of(State.DONE)))) {
      return Reply.BLOCKED;
    }
    call(task);
    return Reply.ACCEPTED;
  }

  /** Whatever the state and the blockers are; in PREPARE it is left out. */
  private Reply run(int task) {
    Cell cell = cell(task);
    switch (cell.state) {
      case PREPARE -> {
        return Reply.SKIPPED;
      }
      case DONE, ABORT -> {
        return Reply.REFUSED;
      }
      case FAILED, CANCELLED -> cell.reopen();
      case PENDING, QUEUED, RUNNING -> {}
    }
    call(task);
    return Reply.ACCEPTED;
  }

  private static Reply repairByFunction(Cell cell) {
    if (cell.state.after(Event.RETRY) == null) {
      return Reply.REFUSED;
    }
    cell.reopen();
    cell.repaired = true;
    return Reply.ACCEPTED;
  }

  private static Reply repairByValue(Cell cell, int task) {
    if (cell.state.after(Event.RETRY) == null) {
      return Reply.REFUSED;
    }
    cell.reopen();
    cell.settle(State.DONE, Why.BY_HAND);
    cell.value = byHand(task);
    return Reply.ACCEPTED;
  }

  /** With fewer dependents a task lets go of none. */
  private static final int MAY_LET_GO = 8;

  /**
   * Whether a task that has settled for good may have let go of one that it would reopen: while
   * that was still hindered by another.
   */
  private boolean mayHaveLetGo(int task) {
    State state = cell(task).state;
    List<Cell> behind = cells.stream().filter(cell -> cell.requires.contains(task)).toList();
    return (state == State.DONE || state == State.ABORT)
        && behind.size() >= MAY_LET_GO
        && behind.stream()
            .anyMatch(cell -> cell.why == Why.PREREQUISITE && cell.requires.size() > 1);
  }

  /** Those behind a task that a prerequisite settled and that none would settle any more. */
  private Reply reopenDependents(int task) {
    if (mayHaveLetGo(task)) {
      return Reply.SKIPPED;
    }
    Set<Integer> open = new HashSet<>(Set.of(task));
    boolean more = true;
    while (more) {
      more = false;
      for (int i = 0; i < size(); i++) {
        Cell cell = cell(i);
        if (cell.why == Why.PREREQUISITE
            && cell.state != State.ABORT
            && cell.requires.stream().anyMatch(open::contains)
            && decision(cell) == null) {
          cell.reopen();
          open.add(i);
          more = true;
        }
      }
    }
    return Reply.ACCEPTED;
  }

  private static Reply require(Cell cell, int other) {
    if (cell.state != State.PREPARE && cell.state != State.PENDING) {
      return Reply.REFUSED;
    }
    if (!cell.requires.contains(other)) {
      cell.requires.add(other);
    }
    return Reply.ACCEPTED;
  }

  private boolean anyIs(Cell cell, Set<State> states) {
    return cell.requires.stream().anyMatch(it -> states.contains(cell(it).state));
  }

  /** Where a run of a task would end that is called for the nth time, counted from 0. */
  final State endOfRun(int task, int run, boolean asked) {
    Cell cell = new Cell(cell(task));
    cell.runs = run;
    cell.asked = asked;
    call(cell, task);
    return cell.state;
  }

  private void call(int task) {
    call(cell(task), task);
  }

  private void call(Cell cell, int task) {
    Node node = scenario.nodes().get(task);
    int run = cell.runs++;
    Behaviour behaviour = cell.repaired ? Behaviour.SUCCEEDS : node.behaviour(run);
    end(cell, node, behaviour, cell.repaired ? repaired(task) : returned(task, run));
  }

  // ---- make

  /** Makes; the states are those after it. */
  Forecast make(MakeStep step) {
    if (cells.stream().anyMatch(cell -> cell.state == State.QUEUED)) {
      return Forecast.of(EnumSet.of(Reply.SKIPPED)); // no thread would ever dispatch it
    }
    Planning plan = new Planning(this, step.given());
    EnumSet<Reply> wrong = EnumSet.noneOf(Reply.class);
    if (plan.unprepared) {
      wrong.add(Reply.UNPREPARED);
    }
    if (plan.cyclic) {
      wrong.add(Reply.CYCLE);
    }
    if (!wrong.isEmpty()) {
      return Forecast.of(wrong);
    }
    plan.decided.forEach((task, decision) -> settle(cell(task), decision));
    List<Integer> runs = new ArrayList<>();
    plan.layers.keySet().stream()
        .sorted(Comparator.comparing(plan.layers::get)) // stable: the order of the walk stays
        .filter(task -> !plan.decided.containsKey(task))
        .forEach(task -> settle(task, step, runs));
    return new Forecast(EnumSet.of(Reply.ACCEPTED), plan.layers, plan.decided.keySet(), runs);
  }

  /** All prerequisites have settled. */
  private void settle(int task, MakeStep step, List<Integer> runs) {
    Cell cell = cell(task);
    Decision decision = Planning.decision(this, cell);
    if (decision != null) {
      settle(cell, decision);
    } else if (step.threads() == MakeStep.Threads.REJECTING
        && scenario.nodes().get(task).rejected()) {
      cell.settle(State.FAILED, Why.REJECTED);
    } else {
      runs.add(task);
      call(task);
    }
  }

  private static void settle(Cell cell, Decision decision) {
    cell.culprits = decision.culprits();
    cell.settle(decision.state(), Why.PREREQUISITE);
  }

  // ---- values

  static String returned(int task, int run) {
    return "t" + task + ", run " + run;
  }

  static String repaired(int task) {
    return "t" + task + ", repaired";
  }

  static String byHand(int task) {
    return "t" + task + ", by hand";
  }
}
