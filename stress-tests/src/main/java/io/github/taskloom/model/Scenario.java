package io.github.taskloom.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks and what is done with them, one step after the other. Immutable, and all that a run needs:
 * what it says can be read, shrunk and run again.
 *
 * @param nodes the tasks
 * @param steps what is done
 * @param tracked whether a callback is told of every transition
 */
record Scenario(List<Node> nodes, List<Step> steps, boolean tracked) {

  /**
   * A task.
   *
   * @param requires the numbers of its prerequisites, in order
   * @param behaviours of the first run, the second one, ...; the last one counts for all further
   * @param cancelOnException as the builder's option
   * @param test as the builder's {@code cancelOnResult}
   * @param prepare whether it begins in PREPARE
   * @param rejected whether an executor that rejects refuses this one
   * @param awaited whether the result of each attempt is asked for before
   * @param staged whether the function gives a stage, which has what it returns a little later
   */
  record Node(
      List<Integer> requires,
      List<Behaviour> behaviours,
      boolean cancelOnException,
      Test test,
      boolean prepare,
      boolean rejected,
      boolean awaited,
      boolean staged) {

    /** A task that succeeds. */
    static Node plain(List<Integer> requires) {
      return new Node(
          requires, List.of(Behaviour.SUCCEEDS), false, Test.NONE, false, false, false, false);
    }

    Behaviour behaviour(int run) {
      return behaviours.get(Math.min(run, behaviours.size() - 1));
    }

    Node requiring(List<Integer> others) {
      return new Node(
          others, behaviours, cancelOnException, test, prepare, rejected, awaited, staged);
    }

    @Override
    public String toString() {
      return "requires "
          + requires
          + " "
          + behaviours
          + (cancelOnException ? " cancelOnException" : "")
          + (test == Test.NONE ? "" : " cancelOnResult=" + test)
          + (prepare ? " prepare" : "")
          + (rejected ? " rejected" : "")
          + (awaited ? " awaited" : "")
          + (staged ? " staged" : "");
    }
  }

  /** What {@code cancelOnResult} is given. */
  enum Test {
    NONE,
    REFUSES,
    ACCEPTS,
    THROWS,
    THROWS_CANCELLED
  }

  /** One thing that is done. */
  sealed interface Step permits Act, MakeStep {}

  /** What can be done with one task. */
  enum Verb {
    PREPARED,
    CANCEL,
    ABORT,
    RETRY,
    ERROR,
    QUEUE,
    DISPATCH,
    BG,
    RUN,
    REPAIR_BY_FUNCTION,
    REPAIR_BY_VALUE,
    REOPEN_DEPENDENTS,
    /** The task requires {@link Act#other}. */
    REQUIRE
  }

  /**
   * Something done with one task.
   *
   * @param other the other end of a new edge
   */
  record Act(Verb verb, int task, int other) implements Step {
    @Override
    public String toString() {
      return verb + " t" + task + (verb == Verb.REQUIRE ? " -> t" + other : "");
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(tracked ? "tracked\n" : "");
    for (int i = 0; i < nodes.size(); i++) {
      text.append("  t").append(i).append(' ').append(nodes.get(i)).append('\n');
    }
    return steps.stream()
        .map(step -> "  " + step)
        .collect(Collectors.joining("\n", text.append("  --\n"), "\n"));
  }
}
