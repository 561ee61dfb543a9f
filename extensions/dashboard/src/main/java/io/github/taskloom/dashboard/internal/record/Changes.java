package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.dashboard.internal.data.AttemptTable;
import io.github.taskloom.dashboard.internal.data.EdgeTable;
import io.github.taskloom.dashboard.internal.data.FailureRow;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.NoteRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader is told at one look.
 *
 * @param epoch rows keep their numbers as long as this stays
 * @param since what is new or has changed since the last look; null if it was the first one or rows
 *     have got new numbers: then the whole replaces all
 * @param whole all that is known at the same moment, where it was asked for or is needed
 */
public record Changes(int epoch, @Nullable Delta since, @Nullable RunData whole) {

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
  public record Delta(
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
}
