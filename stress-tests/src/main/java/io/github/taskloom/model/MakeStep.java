package io.github.taskloom.model;

import java.util.List;

/**
 * A make, and who disturbs it.
 *
 * @param given the numbers of the given tasks; some may come twice
 * @param eager the order
 * @param threads what runs the tasks
 * @param parallelism how many tasks may run at a time; 0 for any number
 * @param stop what a failure does
 * @param mode how it is called
 * @param closeAfter after how many tasks the stream is closed; -1 for never
 * @param virtual whether the calling thread is a virtual one
 * @param meeting of which layer the functions wait for each other; -1 for none
 * @param disturbances what others do meanwhile
 */
record MakeStep(
    List<Integer> given,
    boolean eager,
    Threads threads,
    int parallelism,
    Stop stop,
    Mode mode,
    int closeAfter,
    boolean virtual,
    int meeting,
    List<Disturbance> disturbances)
    implements Scenario.Step {

  /** What runs the tasks. */
  enum Threads {
    WORKERS,
    PER_TASK,
    /** An executor with a virtual thread for each. */
    VIRTUAL,
    /** An executor with two threads. */
    POOL,
    /** An executor that runs in the caller. */
    CALLER,
    /** An executor that refuses some. */
    REJECTING,
    /** An executor that runs everything twice. */
    TWICE;

    boolean isExecutor() {
      return this != WORKERS && this != PER_TASK;
    }

    /** Whether two tasks that are ready are sure to run at a time. */
    boolean isUnlimited() {
      return this != POOL && this != CALLER;
    }
  }

  /** What a failure does. */
  enum Stop {
    NEVER,
    FAIL_FAST,
    FAIL_FAST_CANCELLING
  }

  /** How it is called. */
  enum Mode {
    NOW,
    STREAM,
    LATER
  }

  /** What is done by another thread while the make runs. */
  enum Kind {
    CANCEL,
    CANCEL_RUN_STATE,
    RETRY,
    ABORT,
    ERROR,
    DISPATCH,
    INTERRUPT_MAKER,
    CLOSE_STREAM,
    SECOND_MAKE
  }

  /**
   * A disturbance.
   *
   * @param kind what
   * @param task of which task; -1 where it is of none
   * @param afterStarts after how many functions have begun
   * @param pause for how many microseconds to wait then
   */
  record Disturbance(Kind kind, int task, int afterStarts, int pause) {
    /** The same of another task. */
    Disturbance of(int other) {
      return new Disturbance(kind, other, afterStarts, pause);
    }

    @Override
    public String toString() {
      return kind
          + (task < 0 ? "" : " t" + task)
          + " after "
          + afterStarts
          + " starts and "
          + pause
          + " us";
    }
  }

  /** Whether its outcome depends on states alone. */
  boolean isQuiet() {
    return stop == Stop.NEVER && closeAfter < 0 && disturbances.isEmpty();
  }

  /** Whether ready tasks are sure to run at a time. */
  boolean isUnlimited() {
    return threads.isUnlimited() && parallelism == 0;
  }

  /** The same without disturbances. */
  MakeStep undisturbed() {
    return with(given, List.of());
  }

  /** The same of other tasks, without disturbances. */
  MakeStep of(List<Integer> others) {
    return with(others, List.of());
  }

  MakeStep with(List<Integer> others, List<Disturbance> disturbing) {
    return new MakeStep(
        others, eager, threads, parallelism, stop, mode, closeAfter, virtual, meeting, disturbing);
  }

  @Override
  public String toString() {
    return "MAKE "
        + given
        + (eager ? " eager " : " layered ")
        + threads
        + (parallelism == 0 ? "" : " parallelism " + parallelism)
        + (stop == Stop.NEVER ? "" : " " + stop)
        + " "
        + mode
        + (closeAfter < 0 ? "" : " closed after " + closeAfter)
        + (virtual ? " from a virtual thread" : "")
        + (meeting < 0 ? "" : " meeting in layer " + meeting)
        + (disturbances.isEmpty() ? "" : " disturbed by " + disturbances);
  }
}
