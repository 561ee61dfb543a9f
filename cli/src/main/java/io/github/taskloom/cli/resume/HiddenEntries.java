package io.github.taskloom.cli.resume;

import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A journal in which some entries are not found, as if they were not there, until others take their
 * place. They are those of tasks that were DONE, and whose files are others by now.
 *
 * <p>All methods may be called from any thread.
 */
public final class HiddenEntries implements Journal {
  private final Journal journal;
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();

  /**
   * @param journal has the entries; it is closed with this
   * @param hidden the keys of those that are not found
   */
  public HiddenEntries(Journal journal, Set<String> hidden) {
    this.journal = journal;
    this.hidden.addAll(hidden);
  }

  @Override
  public @Nullable JournalEntry find(String key) {
    return hidden.contains(key) ? null : journal.find(key);
  }

  @Override
  public long append(JournalEntry entry) {
    long position = journal.append(entry);
    hidden.remove(entry.key());
    return position;
  }

  @Override
  public void await(long position) {
    journal.await(position);
  }

  @Override
  public void close() {
    journal.close();
  }
}
