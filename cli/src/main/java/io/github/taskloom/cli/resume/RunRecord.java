package io.github.taskloom.cli.resume;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalEntry.Outcome;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The record of the last run of a task file: a journal of its tasks, and of which file they are.
 *
 * <p>What a command did survives a kill of this process as the record of it does; after a power cut
 * neither need be there, so nothing is forced to the device.
 */
public final class RunRecord implements AutoCloseable {
  private static final FileJournalOptions OPTIONS =
      FileJournalOptions.defaults().durability(Durability.NONE);
  private static final String WAY_OUT = "; without --resume a run starts from nothing";

  /** That of no task: their names are not empty. */
  private static final String FILE_KEY = "";

  private final FileJournal journal;
  private final boolean isKnown;

  private RunRecord(FileJournal journal, boolean isKnown) {
    this.journal = journal;
    this.isKnown = isKnown;
  }

  /**
   * A record with nothing in it, in place of what is there.
   *
   * @throws InputException when it cannot be written
   */
  public static RunRecord begin(Path path, TaskFile file) {
    try {
      Files.deleteIfExists(path);
      return opened(path, file);
    } catch (JournalException | IOException e) {
      throw new InputException(path, null, "cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * The record of the last run, to go on with.
   *
   * @throws InputException when it cannot be read or written, or is that of another file
   */
  public static RunRecord resume(Path path, TaskFile file) {
    try {
      return opened(path, file);
    } catch (JournalException e) {
      throw new InputException(path, null, "cannot be resumed: " + e.getMessage() + WAY_OUT, e);
    }
  }

  private static RunRecord opened(Path path, TaskFile file) {
    FileJournal journal = FileJournal.open(path, OPTIONS);
    try {
      String name = RealPaths.of(file.path());
      JournalEntry known = journal.find(FILE_KEY);
      if (known == null) {
        journal.append(
            new JournalEntry(FILE_KEY, name, Outcome.DONE, 0, null, null, Instant.now()));
      } else if (!name.equals(known.fingerprint())) {
        throw new InputException(
            path,
            "is the record of another file, "
                + Names.quoted(String.valueOf(known.fingerprint()))
                + WAY_OUT
                + ", and --logs gives each file a record of its own");
      }
      return new RunRecord(journal, known != null);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Whether an earlier run has left something. */
  public boolean isKnown() {
    return isKnown;
  }

  /** Where it is recorded what becomes of tasks. */
  public Journal journal() {
    return journal;
  }

  /** Where it is. */
  public Path path() {
    return journal.path();
  }

  @Override
  public void close() {
    journal.close();
  }
}
