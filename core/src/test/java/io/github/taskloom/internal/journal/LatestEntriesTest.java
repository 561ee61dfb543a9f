package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.journal.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestEntriesTest {
  private final LatestEntries latest = new LatestEntries();

  /** The greatest position counts, in whatever order the threads come that put them. */
  @Test
  void put_inAnyOrder_theGreatestPositionCounts() {
    JournalEntry first = Entries.of("key", 1);
    JournalEntry second = Entries.of("key", 2);
    assertNull(latest.find("key"));

    latest.put(2, second);
    latest.put(1, first);
    latest.put(2, second);
    assertEquals(second, latest.find("key"));

    JournalEntry third = Entries.of("key", 3);
    latest.put(3, third);
    assertEquals(third, latest.find("key"));
    assertEquals(List.of(third), latest.inOrder());
  }

  /** They are given in the order in which they were appended. */
  @Test
  void inOrder_severalKeys_byPosition() {
    JournalEntry third = Entries.of("a", 3);
    JournalEntry first = Entries.of("b", 1);
    JournalEntry second = Entries.of("c", 2);
    latest.put(3, third);
    latest.put(1, first);
    latest.put(2, second);

    assertEquals(List.of(first, second, third), latest.inOrder());
  }
}
