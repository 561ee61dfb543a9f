package io.github.taskloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the model has a task. */
final class Cell {
  /** Why a task is as it is. */
  enum Why {
    /** It has not settled. */
    OPEN,
    RETURNED,
    BY_HAND,
    /** The function threw. */
    THREW,
    /** The test of the result threw. */
    TEST_THREW,
    /** The function threw that it is cancelled. */
    THREW_CANCELLED,
    /** The function threw, under {@code cancelOnException}. */
    THREW_WHILE_CANCELLING,
    TEST_ACCEPTED,
    /** The running function was asked to end. */
    ASKED,
    /** An event from outside. */
    FIRED,
    /** A prerequisite was not DONE. */
    PREREQUISITE,
    /** The executor refused it. */
    REJECTED
  }

  State state;
  int attempt = 1;

  /** How often the function was called. */
  int runs;

  /** Whether the function is the one that repaired it. */
  boolean repaired;

  /** A cancel in PREPARE waits for the task to be prepared. */
  boolean cancelRemembered;

  /** The run state of this attempt was cancelled before it ran. */
  boolean asked;

  Why why = Why.OPEN;

  /** The result, when DONE. */
  @Nullable String value;

  /** The prerequisites that may have decided it. */
  Set<Integer> culprits = Set.of();

  final List<Integer> requires;

  Cell(Scenario.Node node) {
    state = node.prepare() ? State.PREPARE : State.PENDING;
    requires = new ArrayList<>(node.requires());
  }

  Cell(Cell other) {
    state = other.state;
    attempt = other.attempt;
    runs = other.runs;
    repaired = other.repaired;
    cancelRemembered = other.cancelRemembered;
    asked = other.asked;
    why = other.why;
    value = other.value;
    culprits = other.culprits;
    requires = new ArrayList<>(other.requires);
  }

  void settle(State settled, Why because) {
    state = settled;
    why = because;
  }

  /** A new attempt. */
  void reopen() {
    state = State.PENDING;
    asked = false;
    why = Why.OPEN;
    value = null;
    culprits = Set.of();
    attempt++;
  }

  @Override
  public String toString() {
    return state + " (" + why + (attempt == 1 ? ")" : ", attempt " + attempt + ")");
  }
}
