package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A new file in the place of a journal, or of none.
 *
 * <pre>
 *   write all of it beside the journal
 *   force it
 *   give it the name of the journal     one step: before it the old one is the journal, then this
 *   force the directory
 * </pre>
 *
 * <p>So a crash at any point leaves one of the two, whole; and nothing is acknowledged on the new
 * one before it has its name on the device.
 */
final class Replacement {
  private Replacement() {}

  /** Makes the file of a journal that is not there. */
  static OpenFile create(JournalFolder folder) throws IOException {
    OpenFile written = write(folder, List.of());
    folder.adoptReplacement();
    folder.force();
    return reopened(folder, written);
  }

  /**
   * Puts a file with these entries in the place of the journal.
   *
   * @param old the file of the journal; closed then, as some systems replace no file that is open
   * @param failure told where it is not known any more what the journal is
   * @throws JournalException if it fails; where the failure is not set, the old file is untouched
   */
  static OpenFile inPlaceOf(
      JournalFile old, JournalFolder folder, List<JournalEntry> entries, Failure failure) {
    OpenFile written;
    try {
      written = write(folder, entries);
    } catch (IOException e) {
      drop(folder, e);
      throw new JournalException(
          folder.path(), -1, "could not be compacted, and goes on as it is: " + e, e);
    }
    try {
      old.close();
      folder.adoptReplacement();
      folder.force();
      return reopened(folder, written);
    } catch (Throwable broken) {
      throw failure.failed(-1, "could not be replaced by its compacted file", broken);
    }
  }

  private static void drop(JournalFolder folder, IOException cause) {
    try {
      folder.dropReplacement();
    } catch (IOException e) {
      cause.addSuppressed(e); // the next one takes its place
    }
  }

  private static OpenFile write(JournalFolder folder, List<JournalEntry> entries)
      throws IOException {
    long salt = ThreadLocalRandom.current().nextLong();
    try (JournalFile file = folder.createReplacement()) {
      byte[] header = FileHeader.of(salt);
      file.write(0, header, header.length);
      Batch batch = new Batch(file, salt, header.length);
      for (JournalEntry entry : entries) {
        batch.put(EntryCodec.encode(entry));
      }
      batch.write();
      long forced = batch.end();
      batch.put(Mark.of(forced)); // true by the time that this is the journal
      batch.write();
      file.force();
      return new OpenFile(file, salt, batch.end(), entries.size(), true, forced, forced);
    }
  }

  private static OpenFile reopened(JournalFolder folder, OpenFile written) throws IOException {
    @Nullable JournalFile file = folder.open();
    if (file == null) {
      throw new IOException("the file that was just made is gone");
    }
    return new OpenFile(
        file,
        written.salt(),
        written.end(),
        written.entries(),
        true,
        written.forced(),
        written.marked());
  }
}
