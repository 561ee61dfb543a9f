package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalEntry.Outcome;
import java.time.Instant;

/** Entries for tests. */
public final class Entries {
  private Entries() {}

  /** One whose value is a number. */
  public static JournalEntry of(String key, int number) {
    return of(key, new byte[] {(byte) (number >> 8), (byte) number});
  }

  /** One with a value. */
  public static JournalEntry of(String key, byte[] value) {
    return new JournalEntry(
        key, "inputs", Outcome.DONE, 1, value, null, Instant.ofEpochSecond(1_000_000, 17));
  }
}
