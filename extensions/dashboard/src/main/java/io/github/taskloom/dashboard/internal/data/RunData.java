package io.github.taskloom.dashboard.internal.data;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is known of some makes at one moment. Rows are counted from 0 and stand for each other by
 * that number, with -1 for none. Times are nanoseconds since {@code began}, {@link #UNKNOWN} where
 * they are not known yet. Not to be changed by those who have it.
 *
 * @param title what it is called
 * @param began when the first make began
 * @param duration until the last make ended; unknown while one goes on
 * @param makes in the order in which they began
 * @param workers names of the threads that ran attempts, or of places where one ran at a time
 * @param tasks a row for each task of each make
 * @param edges between tasks of one make
 * @param attempts in the order in which they began
 * @param failures why attempts and tasks failed or were cancelled
 * @param notes what else is known of tasks
 */
public record RunData(
    String title,
    Instant began,
    long duration,
    List<MakeRow> makes,
    List<String> workers,
    TaskTable tasks,
    EdgeTable edges,
    AttemptTable attempts,
    List<FailureRow> failures,
    List<NoteRow> notes) {
  /** A time that is not known, or not yet. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** The one for no row. */
  public static final int NONE = -1;

  /** Copies the lists, and takes the milliseconds of the begin. */
  public RunData {
    began = began.truncatedTo(ChronoUnit.MILLIS);
    makes = List.copyOf(makes);
    workers = List.copyOf(workers);
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
  }

  public RunData titled(String other) {
    return new RunData(
        other, began, duration, makes, workers, tasks, edges, attempts, failures, notes);
  }
}
