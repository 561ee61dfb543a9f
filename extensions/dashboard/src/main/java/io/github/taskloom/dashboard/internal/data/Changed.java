package io.github.taskloom.dashboard.internal.data;

import java.util.List;

/**
 * What is new or has changed.
 *
 * @param makeRows which makes
 * @param makes these, as they are now
 * @param firstNewMake makes from this row on are new
 * @param workers new ones
 * @param taskRows which tasks
 * @param tasks these, as they are now
 * @param edges new ones
 * @param attemptRows which attempts
 * @param attempts these, as they are now
 * @param failures new ones
 * @param notes new ones
 * @param now when this is, in nanoseconds since the run began
 */
public record Changed(
    Ints makeRows,
    List<MakeRow> makes,
    int firstNewMake,
    List<String> workers,
    Ints taskRows,
    TaskTable tasks,
    EdgeTable edges,
    Ints attemptRows,
    AttemptTable attempts,
    List<FailureRow> failures,
    List<NoteRow> notes,
    long now) {

  public boolean isEmpty() {
    return makes.isEmpty()
        && workers.isEmpty()
        && taskRows.size() == 0
        && edges.size() == 0
        && attemptRows.size() == 0
        && failures.isEmpty()
        && notes.isEmpty();
  }
}
