package io.github.taskloom.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.journal.JournalEntry.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JournalEntryTest {
  private static JournalEntry of(byte... value) {
    return new JournalEntry("key", "f", Outcome.DONE, 1, value, "why", Instant.EPOCH);
  }

  /** What is done to the bytes, before or after, changes no entry. */
  @Test
  void value_isChanged_changesNoEntry() {
    byte[] bytes = {1, 2};
    JournalEntry entry = of(bytes);

    bytes[0] = 9;
    entry.value()[1] = 9;

    assertArrayEquals(new byte[] {1, 2}, entry.value());
    assertNull(new JournalEntry("k", null, Outcome.DONE, 1, null, null, Instant.EPOCH).value());
  }

  /** Entries with the same parts are equal, each part counts, and the bytes by their content. */
  @Test
  void equals_parts_allCount() {
    JournalEntry entry = of((byte) 1);
    assertEquals(of((byte) 1), entry);
    assertEquals(of((byte) 1).hashCode(), entry.hashCode());
    byte[] value = {1};
    List<Object> others =
        List.of(
            of((byte) 2),
            of(),
            new JournalEntry("other", "f", Outcome.DONE, 1, value, "why", Instant.EPOCH),
            new JournalEntry("key", null, Outcome.DONE, 1, value, "why", Instant.EPOCH),
            new JournalEntry("key", "f", Outcome.FAILED, 1, value, "why", Instant.EPOCH),
            new JournalEntry("key", "f", Outcome.DONE, 2, value, "why", Instant.EPOCH),
            new JournalEntry("key", "f", Outcome.DONE, 1, null, "why", Instant.EPOCH),
            new JournalEntry("key", "f", Outcome.DONE, 1, value, null, Instant.EPOCH),
            new JournalEntry("key", "f", Outcome.DONE, 1, value, "why", Instant.MAX),
            "key");
    others.forEach(other -> assertNotEquals(entry, other));
  }

  /** The text has no bytes of the value in it. */
  @Test
  void toString_value_isItsSize() {
    assertEquals(
        "JournalEntry[key=key, fingerprint=f, outcome=DONE, attempts=1, value=2 bytes,"
            + " reason=why, when=1970-01-01T00:00:00Z]",
        of((byte) 1, (byte) 2).toString());
  }

  /** Parts that there must be are checked. */
  @Test
  void make_partIsMissing_isRefused() {
    assertThrows(
        NullPointerException.class,
        () -> new JournalEntry(null, null, Outcome.DONE, 1, null, null, Instant.EPOCH));
    assertThrows(
        NullPointerException.class,
        () -> new JournalEntry("key", null, null, 1, null, null, Instant.EPOCH));
    assertThrows(
        NullPointerException.class,
        () -> new JournalEntry("key", null, Outcome.DONE, 1, null, null, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> new JournalEntry("key", null, Outcome.DONE, -1, null, null, Instant.EPOCH));
  }

  /** An exception tells the file and where in it, where it is about one. */
  @Test
  void exception_aboutAFile_tellsWhere() {
    JournalException file = new JournalException(Path.of("a"), 7, "is damaged", null);
    assertEquals("journal a, at byte 7: is damaged", file.getMessage());
    assertEquals(
        "journal a: is closed",
        new JournalException(Path.of("a"), -1, "is closed", null).getMessage());
    JournalException store = new JournalException("no connection", file);
    assertEquals(-1, store.offset());
    assertNull(store.file());
  }
}
