package io.github.taskloom.dashboard.internal.data;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether run data fits together: what follows from rows that are not there is found here. */
final class RunDataCheck {
  private final RunData run;

  private RunDataCheck(RunData run) {
    this.run = run;
  }

  /** What is wrong, as the end of a sentence; null if nothing is. */
  static @Nullable String problem(RunData run) {
    RunDataCheck check = new RunDataCheck(run);
    String problem = check.lengths();
    return problem == null ? check.rows() : problem;
  }

  private @Nullable String lengths() {
    TaskTable tasks = run.tasks();
    AttemptTable attempts = run.attempts();
    if (differ(
        tasks.size(),
        tasks.make().size(),
        tasks.state().size(),
        tasks.ready().size(),
        tasks.settled().size(),
        tasks.blocker().size(),
        tasks.layer().size())) {
      return "has columns of different lengths in tasks";
    }
    if (differ(run.edges().size(), run.edges().to().size())) {
      return "has columns of different lengths in edges";
    }
    return differ(
            attempts.size(),
            attempts.number().size(),
            attempts.started().size(),
            attempts.ended().size(),
            attempts.worker().size(),
            attempts.state().size())
        ? "has columns of different lengths in attempts"
        : null;
  }

  private static boolean differ(int size, int... others) {
    return IntStream.of(others).anyMatch(other -> other != size);
  }

  private @Nullable String rows() {
    int tasks = run.tasks().size();
    int makes = run.makes().size();
    boolean isFit =
        fit(run.tasks().make(), 0, makes)
            && fit(run.tasks().blocker(), RunData.NONE, tasks)
            && fit(run.tasks().layer(), 0, Math.max(1, tasks))
            && fit(run.edges().from(), 0, tasks)
            && fit(run.edges().to(), 0, tasks)
            && fit(run.attempts().task(), 0, tasks)
            && fit(run.attempts().worker(), RunData.NONE, run.workers().size())
            && run.failures().stream().allMatch(row -> isIn(row.task(), 0, tasks))
            && run.notes().stream().allMatch(row -> isIn(row.task(), 0, tasks));
    for (int i = 0; i < makes; i++) {
      MakeRow make = run.makes().get(i);
      isFit &=
          isIn(make.parent(), RunData.NONE, makes)
              && isIn(make.parentTask(), RunData.NONE, tasks)
              && make.began() != RunData.UNKNOWN
              && fit(make.goals(), 0, tasks);
    }
    if (!isFit) {
      return "names a row that is not there";
    }
    for (MakeRow make : run.makes()) {
      for (int i = 0; i < make.pauses().size(); i++) {
        if (make.pauses().get(i) == RunData.UNKNOWN) {
          return "has a pause without its time";
        }
      }
    }
    for (int i = 0; i < run.attempts().size(); i++) {
      if (run.attempts().started().get(i) == RunData.UNKNOWN) {
        return "has an attempt without its start";
      }
    }
    return null;
  }

  private static boolean fit(Ints column, int least, int end) {
    for (int i = 0; i < column.size(); i++) {
      if (!isIn(column.get(i), least, end)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIn(int value, int least, int end) {
    return least <= value && value < end;
  }
}
