package io.github.taskloom.jdbc.internal.table;

import io.github.taskloom.journal.JournalEntry;
import java.util.Objects;

/**
 * An entry with its place in the run.
 *
 * @param position greater than those of earlier ones
 * @param entry the entry
 */
public record StoredEntry(long position, JournalEntry entry) {
  /** About how many bytes it takes, without its value: that would be copied to be counted. */
  public static long textSize(JournalEntry entry) {
    return 2L * entry.key().length()
        + 2L * Objects.requireNonNullElse(entry.fingerprint(), "").length()
        + 2L * Objects.requireNonNullElse(entry.reason(), "").length();
  }
}
