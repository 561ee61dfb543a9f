package io.github.taskloom.internal.make;

import io.github.taskloom.TaskStateException;
import io.github.taskloom.journal.JournalException;
import org.jspecify.annotations.Nullable;

/** What a call of a make throws after its end, where the make itself has failed. */
final class MakeCallFailure {
  private MakeCallFailure() {}

  /**
   * One of the two is not null.
   *
   * @param name of the make
   * @param failure what the make has failed with
   * @param violation its scope was closed before one that was opened inside of it
   */
  static RuntimeException of(
      String name, @Nullable Throwable failure, @Nullable RuntimeException violation) {
    if (violation != null) {
      return new IllegalStateException(
          "The make "
              + name
              + " has ended, but a stream or scope that was begun after it in this thread was still"
              + " open: close them in the reverse order, best by try blocks within each other",
          violation);
    }
    if (failure instanceof TaskStateException aboutTask) {
      return aboutTask; // the graph was changed so that it cannot be made, or waits in a circle
    }
    if (failure instanceof JournalException notRecorded) {
      return notRecorded;
    }
    return new IllegalStateException("The make itself failed; see the cause", failure);
  }
}
