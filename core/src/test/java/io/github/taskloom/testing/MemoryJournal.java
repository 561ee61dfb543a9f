package io.github.taskloom.testing;

import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A journal that outlives no process, and tells what was asked of it. */
public class MemoryJournal implements Journal {
  private final Map<String, JournalEntry> latest = new ConcurrentHashMap<>();
  private final List<JournalEntry> appended = new CopyOnWriteArrayList<>();
  private final AtomicLong positions = new AtomicLong();
  private final AtomicLong safe = new AtomicLong();

  @Override
  public @Nullable JournalEntry find(String key) {
    return latest.get(key);
  }

  @Override
  public long append(JournalEntry entry) {
    long position = positions.incrementAndGet();
    latest.put(entry.key(), entry);
    appended.add(entry);
    return position;
  }

  @Override
  public void await(long position) {
    safe.accumulateAndGet(position, Math::max);
  }

  @Override
  public void close() {}

  /** What was appended, in order. */
  public List<JournalEntry> appended() {
    return appended;
  }

  /** Whether each entry was awaited, itself or a later one. */
  public boolean isSafe() {
    return safe.get() == positions.get();
  }
}
