package io.github.taskloom.cli.resume;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The record of one run: a journal of its tasks. A run that resumes another one begins with a copy
 * of that one's record, which itself stays as it is.
 *
 * <p>What a command did survives a kill of this process as the record of it does; after a power cut
 * neither need be there, so nothing is forced to the device.
 */
public final class RunRecord implements AutoCloseable {
  private static final FileJournalOptions OPTIONS =
      FileJournalOptions.defaults().durability(Durability.NONE);
  private static final String WAY_OUT = "; without --resume a run starts from nothing";

  private final FileJournal journal;

  private RunRecord(FileJournal journal) {
    this.journal = journal;
  }

  /**
   * A record with nothing in it.
   *
   * @throws InputException when it cannot be written
   */
  public static RunRecord begin(Path path) {
    try {
      return new RunRecord(FileJournal.open(path, OPTIONS));
    } catch (JournalException e) {
      throw new InputException(path, null, "cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * A record that begins with what an earlier one has.
   *
   * @throws InputException when the earlier one cannot be read, or the new one not be written
   */
  public static RunRecord resume(Path earlier, Path path) {
    try {
      // In one step: whenever this process is killed, the new one is not there or has it all.
      Path copy = path.resolveSibling(path.getFileName() + ".copy");
      Files.copy(earlier, copy);
      Files.move(copy, path);
    } catch (IOException e) {
      throw new InputException(earlier, null, "cannot be copied: " + e, e);
    }
    try {
      return new RunRecord(FileJournal.open(path, OPTIONS));
    } catch (JournalException e) {
      boolean unused = path.toFile().delete(); // so that no run resumes it
      throw unreadable(earlier, path, e);
    }
  }

  /**
   * A copy of a record, to look at: it stays as it is.
   *
   * @throws InputException when it cannot be read
   */
  public static RunLook look(Path earlier) {
    try {
      Path folder = Files.createTempDirectory("taskloom");
      Path copy = Files.copy(earlier, folder.resolve("copy"));
      try {
        return new RunLook(FileJournal.open(copy, OPTIONS), folder);
      } catch (JournalException e) {
        RunLook.remove(folder);
        throw unreadable(earlier, copy, e);
      }
    } catch (IOException e) {
      throw new InputException(earlier, null, "cannot be copied: " + e, e);
    }
  }

  private static InputException unreadable(Path earlier, Path copy, JournalException e) {
    String why = String.valueOf(e.getMessage()).replace(copy.toString(), earlier.toString());
    return new InputException(earlier, null, "cannot be resumed: " + why + WAY_OUT, e);
  }

  /** Where it is recorded what becomes of tasks. */
  public FileJournal journal() {
    return journal;
  }

  @Override
  public void close() {
    journal.close();
  }
}
