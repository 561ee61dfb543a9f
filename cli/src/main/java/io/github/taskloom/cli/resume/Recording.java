package io.github.taskloom.cli.resume;

import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The record of a run that goes on even when no more can be recorded: the first failure is told,
 * and what ends from then on runs again in a run that resumes this one.
 *
 * <p>All methods may be called from any thread.
 */
public final class Recording implements Journal {
  private static final long NOTHING_TO_AWAIT = 0;

  private final FileJournal journal;
  private final BiConsumer<String, JournalException> onFailure;
  private final AtomicBoolean broken = new AtomicBoolean();

  /**
   * @param journal where it is recorded; it is not closed with this
   * @param onFailure is told the first task that could not be recorded, and why
   */
  public Recording(FileJournal journal, BiConsumer<String, JournalException> onFailure) {
    this.journal = journal;
    this.onFailure = onFailure;
  }

  @Override
  public @Nullable JournalEntry find(String key) {
    return journal.find(key);
  }

  @Override
  public long append(JournalEntry entry) {
    if (!broken.get()) {
      try {
        long position = journal.append(entry);
        journal.await(position);
        ensureExists();
        return position;
      } catch (JournalException e) {
        if (broken.compareAndSet(false, true)) {
          onFailure.accept(entry.key(), e);
        }
      }
    }
    return NOTHING_TO_AWAIT;
  }

  /** A task may have taken the file away, as {@code git clean} does: all of it is written anew. */
  private void ensureExists() {
    Path path = journal.path();
    if (Files.exists(path)) {
      return;
    }
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw new JournalException(path, -1, "was taken away, and cannot be written anew: " + e, e);
    }
    journal.compact();
  }

  /** Each append has awaited what it appended: a failure is told of the task that had it. */
  @Override
  public void await(long position) {}

  /** Whether all has been recorded that was to be. */
  public boolean isWhole() {
    return !broken.get();
  }

  /** The last look whether the record is there. It is not closed by this. */
  @Override
  public void close() {
    if (!broken.get()) {
      try {
        ensureExists();
      } catch (JournalException e) {
        broken.set(true);
      }
    }
  }
}
