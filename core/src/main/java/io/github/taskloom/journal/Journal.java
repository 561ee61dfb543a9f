package io.github.taskloom.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where it is recorded what became of tasks, for the next run: the latest entry of each key.
 *
 * <p>{@link FileJournal} is one in a file. Another store, a table of a database for instance,
 * implements this interface.
 *
 * <p>To record and to be sure are two calls: a task that has settled is appended without a wait,
 * and only what must not go on before the record is safe awaits it. So many tasks that need nothing
 * of each other share one wait.
 *
 * <p>All methods may be called from any thread, virtual ones included, and at once. An interrupt
 * ends none of them; the flag stays set. What happened before an append happens before the return
 * of each find that gives its entry.
 *
 * <p>Arguments must not be null.
 *
 * @since 0.1.0
 */
public interface Journal extends AutoCloseable {
  /**
   * The latest entry of a key, of earlier runs or of this one; one that was appended counts though
   * it may not be safe yet.
   *
   * @param key the key
   * @return the entry; null if there is none
   * @throws JournalException if the store cannot be read
   */
  @Nullable JournalEntry find(String key);

  /**
   * Records an entry. Does not wait until it is safe, unless the store was asked to, as by {@link
   * Durability#EVERY}.
   *
   * @param entry the entry, which takes the place of the one that its key has
   * @return its position, for {@link #await}: greater than 0, and greater than that of each entry
   *     whose append had returned before
   * @throws JournalException if the store has failed, with this entry or earlier, or is closed
   * @throws IllegalArgumentException if the store can take no such entry, as it is too large for
   *     instance; the store goes on
   */
  long append(JournalEntry entry);

  /**
   * Waits until an entry, and all those before it, are as safe as the store promises.
   *
   * @param position what {@link #append} gave; 0 waits for nothing
   * @throws JournalException if the store has failed: then it has lost, or may lose, entries that
   *     it has taken, and acknowledges no other one; or if it is closed
   * @throws IllegalArgumentException if no entry was given that position yet
   */
  void await(long position);

  /**
   * Makes all entries safe and gives up what the store holds. Later calls of this method do
   * nothing.
   *
   * @throws JournalException if that fails, unless the store has said so before
   */
  @Override
  void close();
}
