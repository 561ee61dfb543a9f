package io.github.taskloom.internal.journal;

import io.github.taskloom.internal.report.Report;
import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a journal is opened: made, or read, cut and compacted where that is called for. */
final class Opening {
  /** A smaller file is not worth a new one. */
  private static final long LEAST_TO_COMPACT = 1 << 16;

  private final JournalFolder folder;
  private final FileJournalOptions options;
  private final LatestEntries latest = new LatestEntries();
  private long cut;

  Opening(JournalFolder folder, FileJournalOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** The entries that were there. */
  LatestEntries latest() {
    return latest;
  }

  /** How many bytes were cut off. */
  long cut() {
    return cut;
  }

  /**
   * Opens it.
   *
   * @throws JournalException if that cannot be
   */
  OpenFile open(Failure failure) {
    JournalFile file = null;
    try {
      file = folder.open();
      if (file == null || file.size() == 0) {
        if (file != null) {
          file.close();
        }
        return Replacement.create(folder);
      }
      Scan.Found found = Scan.read(file, latest);
      folder.dropReplacement();
      OpenFile open = settled(file, found);
      return isMostlyDead(found) ? compacted(open, failure) : open;
    } catch (DamageException e) {
      close(file);
      throw new JournalException(folder.path(), e.offset, e.problem(), e);
    } catch (IOException e) {
      close(file);
      throw new JournalException(
          folder.path(), -1, "cannot be opened; it has to be readable and writable: " + e, e);
    }
  }

  private static void close(@Nullable JournalFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // it is not to be used any more
      }
    }
  }

  /**
   * Cuts what is half-written, and makes safe what an earlier process has written and not forced:
   * from now on it counts. What was cut off must not come back behind what is written next.
   */
  private OpenFile settled(JournalFile file, Scan.Found found) throws IOException {
    cut = found.cut();
    if (cut > 0) {
      file.truncate(found.end());
    }
    boolean areForced = found.entriesEnd() <= found.forced();
    boolean toForce = cut > 0 || (!areForced && options.durability() != Durability.NONE);
    if (toForce) {
      file.force();
    }
    return new OpenFile(
        file,
        found.salt(),
        found.end(),
        found.entries(),
        areForced || toForce,
        toForce ? found.end() : found.forced(),
        found.forced());
  }

  private boolean isMostlyDead(Scan.Found found) {
    return options.compactsAtOpen()
        && found.end() > LEAST_TO_COMPACT
        && found.live() < found.end() / 2;
  }

  private OpenFile compacted(OpenFile open, Failure failure) {
    try {
      OpenFile next = Replacement.inPlaceOf(open.file(), folder, latest.inOrder(), failure);
      return new OpenFile(
          next.file(), next.salt(), next.end(), open.entries(), true, next.forced(), next.marked());
    } catch (JournalException e) {
      failure.check();
      Report.warn(FileJournal.class, "A journal is opened without having been compacted", e);
      return open;
    }
  }
}
