package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way to the file: a link of a stack, newest first.
 *
 * <p>The thread that appends sets all of it before it publishes the link; the one that has written
 * it gives up what is no longer needed.
 */
final class Appended {
  private final @Nullable JournalEntry entry;
  private byte @Nullable [] record;
  long position;
  @Nullable Appended older;

  private Appended(@Nullable JournalEntry entry, byte @Nullable [] record) {
    this.entry = entry;
    this.record = record;
  }

  static Appended of(JournalEntry entry) {
    return new Appended(entry, EntryCodec.encode(entry));
  }

  /** Where the positions of a run begin: behind those of earlier runs. */
  static Appended last(long position) {
    Appended last = new Appended(null, null);
    last.position = position;
    return last;
  }

  JournalEntry entry() {
    return Objects.requireNonNull(entry);
  }

  byte[] record() {
    return Objects.requireNonNull(record);
  }

  /** By the thread that has written it. */
  void giveUp() {
    record = null;
    older = null;
  }
}
