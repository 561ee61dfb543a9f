package io.github.taskloom.model;

import io.github.taskloom.model.MakeStep.Disturbance;
import io.github.taskloom.model.MakeStep.Kind;
import io.github.taskloom.model.Scenario.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The states in which a disturbed make may leave tasks. A task that was not touched, nor anything
 * it requires, ends as if it were made alone, or stays as it was where the make was stopped or did
 * not need it. What was touched, or stands behind it, may end in each way to which some order of
 * the events leads.
 *
 * <p>The graph has no cycle and no task in PREPARE.
 */
final class Allowed {
  private final Scenario scenario;
  private final Model before;
  private final MakeStep step;
  private final List<Disturbance> done;
  private final boolean stopped;
  private final boolean cancelling;

  /** Something is planned, or looked at, when other tasks have moved already. */
  private final boolean late;

  private final Set<Integer> dirty;
  private final Set<Integer> behindRetry;
  private final Set<Integer> needed = new HashSet<>();
  private final Set<Integer> surelyNeeded = new HashSet<>();
  private final List<@Nullable EnumSet<State>> ever = new ArrayList<>();

  /**
   * After a make.
   *
   * @param before the states when it began
   * @param done what really was done meanwhile
   * @param stopped whether there was a reason to stop
   */
  Allowed(Scenario scenario, Model before, MakeStep step, List<Disturbance> done, boolean stopped) {
    this.scenario = scenario;
    this.before = before;
    this.step = step;
    this.done = done;
    this.stopped = stopped;
    cancelling = stopped && (step.stop() != MakeStep.Stop.FAIL_FAST || isStoppedFromOutside());
    late = anyDone(EnumSet.of(Kind.RETRY, Kind.DISPATCH, Kind.SECOND_MAKE));
    dirty = behind(touched(it -> it.task() >= 0));
    behindRetry = behind(touched(it -> it.kind() == Kind.RETRY));
    step.given().forEach(this::need);
    step.given().forEach(this::needSurely);
    for (int i = 0; i < before.size(); i++) {
      ever.add(null);
    }
  }

  private boolean isStoppedFromOutside() {
    return step.closeAfter() >= 0 || anyDone(EnumSet.of(Kind.INTERRUPT_MAKER, Kind.CLOSE_STREAM));
  }

  /** The states in which a task may be now. */
  EnumSet<State> of(int task) {
    EnumSet<State> states = EnumSet.copyOf(everOf(task));
    if (cancelling && mayRun(task)) {
      states.add(State.CANCELLED);
    }
    if (states.contains(State.PENDING) && !mayStay(task)) {
      states.remove(State.PENDING);
    }
    return states;
  }

  /** The states in which a task may have been at some time that matters to others. */
  private EnumSet<State> everOf(int task) {
    EnumSet<State> known = ever.get(task);
    if (known == null) {
      known = possible(task);
      ever.set(task, known);
    }
    return known;
  }

  private EnumSet<State> possible(int task) {
    State was = before.cell(task).state;
    EnumSet<State> states = EnumSet.of(was);
    boolean reopened =
        isTouched(task, Kind.RETRY)
            && (was == State.PENDING || was.after(State.Event.RETRY) != null);
    if (was == State.PENDING || reopened) {
      states.add(State.PENDING);
      if (needed.contains(task) || isTouched(task, Kind.DISPATCH)) {
        states.addAll(made(task));
      }
      if (isTouched(task, Kind.CANCEL)) {
        states.add(State.CANCELLED);
      }
      if (isTouched(task, Kind.ERROR)) {
        states.add(State.FAILED);
      }
      if (isTouched(task, Kind.DISPATCH) && anyMayBe(task, State.ABORT)) {
        states.add(State.ABORT);
      }
      if (cancelling && anyDone(EnumSet.of(Kind.SECOND_MAKE)) && mayRun(task)) {
        states.add(State.CANCELLED); // the other make goes on, and sees it
      }
    }
    if (isTouched(task, Kind.ABORT) && !EnumSet.of(State.DONE).containsAll(states)) {
      states.add(State.ABORT);
    }
    return states;
  }

  /** How a make of a task, on its own turn, may end. */
  private EnumSet<State> made(int task) {
    if (!late && !isDirty(task)) {
      Model alone = before.copy();
      alone.make(step.of(List.of(task)));
      return EnumSet.of(alone.cell(task).state);
    }
    EnumSet<State> states = EnumSet.noneOf(State.class);
    if (anyMayBe(task, State.FAILED) || anyMayBe(task, State.ABORT)) {
      states.add(State.FAILED);
    }
    if (anyMayBe(task, State.CANCELLED)) {
      states.add(State.CANCELLED);
    }
    if (mayRun(task)) {
      states.addAll(ends(task));
    }
    return states;
  }

  private boolean anyMayBe(int task, State state) {
    return before.cell(task).requires.stream().anyMatch(it -> everOf(it).contains(state));
  }

  private boolean mayRun(int task) {
    Cell cell = before.cell(task);
    boolean open = cell.state == State.PENDING || isTouched(task, Kind.RETRY);
    return open
        && (needed.contains(task) || isTouched(task, Kind.DISPATCH))
        && cell.requires.stream().allMatch(it -> everOf(it).contains(State.DONE));
  }

  private EnumSet<State> ends(int task) {
    Node node = scenario.nodes().get(task);
    EnumSet<State> states = EnumSet.noneOf(State.class);
    boolean rejected = step.threads() == MakeStep.Threads.REJECTING && node.rejected();
    if (rejected) {
      states.add(State.FAILED);
    }
    if (!rejected || anyDone(EnumSet.of(Kind.DISPATCH, Kind.SECOND_MAKE))) {
      int first = before.cell(task).runs;
      int last = isTouched(task, Kind.RETRY) ? first + retries(task) : first;
      for (int run = first; run <= last; run++) {
        boolean asked = before.cell(task).asked;
        if (!asked || isTouched(task, Kind.RETRY)) {
          states.add(before.endOfRun(task, run, false));
        }
        if (asked || isTouched(task, Kind.CANCEL_RUN_STATE)) {
          states.add(before.endOfRun(task, run, true));
        }
      }
    }
    return states;
  }

  private int retries(int task) {
    return (int) done.stream().filter(it -> it.kind() == Kind.RETRY && it.task() == task).count();
  }

  /** Whether a task may be PENDING in the end. */
  private boolean mayStay(int task) {
    if (stopped || isTouched(task, Kind.RETRY)) {
      return true;
    }
    if (step.given().contains(task)) {
      return false;
    }
    return !surelyNeeded.contains(task) || behindRetry.contains(task);
  }

  private void need(int task) {
    Cell cell = before.cell(task);
    boolean decided = before.decision(cell) != null;
    boolean open = cell.state == State.PENDING || isTouched(task, Kind.RETRY);
    if (open && needed.add(task) && (!decided || isDirty(task))) {
      cell.requires.forEach(this::need);
    }
  }

  /** Touched, or behind one that is. */
  boolean isDirty(int task) {
    return dirty.contains(task);
  }

  /** The tasks that are, or stand behind, some. */
  private Set<Integer> behind(Set<Integer> first) {
    Set<Integer> found = new HashSet<>(first);
    boolean more = true;
    while (more) {
      more = false;
      for (int i = 0; i < before.size(); i++) {
        more |= before.cell(i).requires.stream().anyMatch(found::contains) && found.add(i);
      }
    }
    return found;
  }

  private Set<Integer> touched(Predicate<Disturbance> by) {
    return done.stream().filter(by).map(Disturbance::task).collect(Collectors.toSet());
  }

  /** Given, or required by one that surely is made and was not touched. */
  private void needSurely(int task) {
    if (surelyNeeded.add(task)) {
      Cell cell = before.cell(task);
      if (cell.state == State.PENDING && before.decision(cell) == null && !isDirty(task)) {
        cell.requires.forEach(this::needSurely);
      }
    }
  }

  private boolean isTouched(int task, Kind kind) {
    return done.stream().anyMatch(it -> it.kind() == kind && it.task() == task);
  }

  private boolean anyDone(Set<Kind> kinds) {
    return done.stream().anyMatch(it -> kinds.contains(it.kind()));
  }
}
