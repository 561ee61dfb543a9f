package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A {@link FileJournal}: what comes from outside is checked and handed on here. */
public final class StoredJournal implements FileJournal {
  private final JournalFolder folder;
  private final Durability durability;
  private final Failure failure;
  private final LatestEntries latest;
  private final long cut;
  private final RecordWriter writer;
  private final GroupCommit commits;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StoredJournal(JournalFolder folder, FileJournalOptions options) {
    this.folder = folder;
    this.durability = options.durability();
    this.failure = new Failure(folder.path());
    Opening opening = new Opening(folder, options);
    OpenFile open = opening.open(failure);
    this.latest = opening.latest();
    this.cut = opening.cut();
    this.writer = new RecordWriter(open, failure, latest);
    this.commits =
        new GroupCommit(
            open.entries(), durability == Durability.NONE ? writer::flush : writer::force);
  }

  /** Opens that of a directory of the operating system. */
  public static StoredJournal open(Path path, FileJournalOptions options) {
    Objects.requireNonNull(options, "options");
    return open(DiskFolder.of(Objects.requireNonNull(path, "path")), options);
  }

  /** Opens that of any directory, which is closed with it, or if there is none to open. */
  public static StoredJournal open(JournalFolder folder, FileJournalOptions options) {
    try {
      return new StoredJournal(folder, options);
    } catch (Throwable notOpened) {
      try {
        folder.close();
      } catch (IOException e) {
        notOpened.addSuppressed(e);
      }
      throw notOpened;
    }
  }

  @Override
  public @Nullable JournalEntry find(String key) {
    return latest.find(Objects.requireNonNull(key, "key"));
  }

  @Override
  public long append(JournalEntry entry) {
    long position = writer.append(Objects.requireNonNull(entry, "entry"));
    if (durability == Durability.EVERY) {
      await(position);
    }
    return position;
  }

  @Override
  public void await(long position) {
    failure.check();
    if (position > writer.last()) {
      throw new IllegalArgumentException(
          "no entry has position " + position + "; the last one is " + writer.last());
    }
    if (!commits.await(position)) {
      failure.check();
      throw new IllegalStateException("neither safe nor failed: " + position);
    }
  }

  @Override
  public Path path() {
    return folder.path();
  }

  @Override
  public long cut() {
    return cut;
  }

  @Override
  public void compact() {
    commits.exclusively(
        () -> {
          failure.check();
          return writer.replace(folder);
        });
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      commits.exclusively(writer::close);
    } finally {
      closeFolder();
    }
  }

  private void closeFolder() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new JournalException(folder.path(), -1, "could not give back its lock: " + e, e);
    }
  }

  /** Tells the file and what it is. */
  @Override
  public String toString() {
    return "FileJournal[" + folder.path() + ", " + durability + "]";
  }
}
