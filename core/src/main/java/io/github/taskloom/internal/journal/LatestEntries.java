package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalEntry;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest entry of each key. What is latest is decided by the positions, never by which thread
 * comes first.
 */
final class LatestEntries {
  private record Latest(long position, JournalEntry entry) {}

  private final ConcurrentHashMap<String, Latest> entries = new ConcurrentHashMap<>();

  @Nullable JournalEntry find(String key) {
    Latest latest = entries.get(key);
    return latest == null ? null : latest.entry();
  }

  /** Takes an entry, unless a later one of its key is there; to do so twice changes nothing. */
  void put(long position, JournalEntry entry) {
    Latest now = entries.get(entry.key());
    if (now == null || now.position() < position) {
      Latest next = new Latest(position, entry);
      entries.merge(entry.key(), next, (a, b) -> a.position() > b.position() ? a : b);
    }
  }

  /** All of them, in the order in which they were appended. */
  List<JournalEntry> inOrder() {
    return entries.values().stream()
        .sorted(Comparator.comparingLong(Latest::position))
        .map(Latest::entry)
        .toList();
  }
}
