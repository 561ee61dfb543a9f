package io.github.taskloom.dashboard.internal.report;

import io.github.taskloom.dashboard.internal.data.AttemptTable;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When things of a run were, with those that go on taken as if they ended at the last time known.
 */
final class RunTimes {
  private static final int POINTS = 1000;

  private final RunData run;
  private final long first;
  private final long last;
  private final int[] firstAttempt;
  private final int[] lastAttempt;

  /** Since when each attempt had waited: that its task was ready, or the end of the one before. */
  private final long[] waited;

  private RunTimes(RunData run, long first, long last) {
    this.run = run;
    this.first = first;
    this.last = last;
    int tasks = run.tasks().size();
    firstAttempt = new int[tasks];
    lastAttempt = new int[tasks];
    Arrays.fill(firstAttempt, RunData.NONE);
    Arrays.fill(lastAttempt, RunData.NONE);
    waited = new long[run.attempts().size()];
  }

  static RunTimes of(RunData run) {
    long first = 0;
    long last = 0;
    for (MakeRow make : run.makes()) {
      first = Math.min(first, make.began());
      last = Math.max(last, Math.max(make.began(), make.ended()));
    }
    AttemptTable attempts = run.attempts();
    for (int i = 0; i < attempts.size(); i++) {
      first = Math.min(first, attempts.started().get(i));
      last = Math.max(last, Math.max(attempts.started().get(i), attempts.ended().get(i)));
    }
    RunTimes times = new RunTimes(run, first, last);
    times.attempts();
    return times;
  }

  private void attempts() {
    for (int row : byStart()) {
      int task = run.attempts().task().get(row);
      int before = lastAttempt[task];
      long since = run.tasks().ready().get(task);
      if (before == RunData.NONE) {
        firstAttempt[task] = row;
      } else {
        since = Math.max(since, end(before));
      }
      lastAttempt[task] = row;
      waited[row] =
          since == RunData.UNKNOWN ? 0 : Math.max(0, run.attempts().started().get(row) - since);
    }
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long end(int attempt) {
    long ended = run.attempts().ended().get(attempt);
    long started = run.attempts().started().get(attempt);
    return Math.max(started, ended == RunData.UNKNOWN ? last : ended);
  }

  long endOfMake(int row) {
    MakeRow make = run.makes().get(row);
    return Math.max(make.began(), make.isOver() ? make.ended() : last);
  }

  long waited(int attempt) {
    return waited[attempt];
  }

  /** The first attempt of a task, or {@link RunData#NONE}. */
  int firstAttempt(int task) {
    return firstAttempt[task];
  }

  /** The last attempt of a task, or {@link RunData#NONE}. */
  int lastAttempt(int task) {
    return lastAttempt[task];
  }

  /** Attempts by their starts, the longer first. */
  int[] byStart() {
    return sorted(
        run.attempts().size(),
        Comparator.<Integer>comparingLong(row -> run.attempts().started().get(row))
            .thenComparing(row -> -end(row)));
  }

  /** Attempts that had to wait, by when that began, the longer first. */
  int[] byReady() {
    int[] rows =
        sorted(
            run.attempts().size(),
            Comparator.<Integer>comparingLong(
                    row -> run.attempts().started().get(row) - waited[row])
                .thenComparing(row -> -waited[row]));
    return IntStream.of(rows).filter(row -> waited[row] > 0).toArray();
  }

  int[] makesByStart() {
    return sorted(
        run.makes().size(),
        Comparator.<Integer>comparingLong(row -> run.makes().get(row).began())
            .thenComparing(row -> -endOfMake(row)));
  }

  private static int[] sorted(int rows, Comparator<Integer> order) {
    return IntStream.range(0, rows).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
  }

  /** How many attempts ran, at up to {@value #POINTS} times. */
  List<Count> running() {
    int rows = run.attempts().size();
    long[] starts = IntStream.range(0, rows).mapToLong(run.attempts().started()::get).toArray();
    return counts(starts, IntStream.range(0, rows).mapToLong(this::end).toArray());
  }

  /** How many attempts waited, at up to {@value #POINTS} times. */
  List<Count> waiting() {
    int rows = run.attempts().size();
    long[] ends = IntStream.range(0, rows).mapToLong(run.attempts().started()::get).toArray();
    return counts(
        IntStream.range(0, rows).mapToLong(row -> ends[row] - waited[row]).toArray(), ends);
  }

  private List<Count> counts(long[] starts, long[] ends) {
    Arrays.sort(starts);
    Arrays.sort(ends);
    List<Count> counts = new ArrayList<>();
    long step = Math.max(1, (last - first) / POINTS);
    int begun = 0;
    int over = 0;
    for (long at = first; at <= last; at += step) {
      while (begun < starts.length && starts[begun] <= at) {
        begun++;
      }
      while (over < ends.length && ends[over] <= at) {
        over++;
      }
      if (counts.isEmpty() || counts.getLast().tasks() != begun - over) {
        counts.add(new Count(at, begun - over));
      }
    }
    return counts;
  }

  /**
   * So many from that time on.
   *
   * @param at when
   * @param tasks how many
   */
  record Count(long at, int tasks) {}
}
