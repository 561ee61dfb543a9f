package io.github.taskloom.journal;

/**
 * What a journal in a file has done with an entry by the time it says that the entry is safe.
 *
 * <pre>
 *            survives                  costs an fsync for
 *   EVERY    a power cut, all entries  each entry, while it is appended
 *   GROUPED  a power cut               each group of entries that are awaited at once
 *   NONE     the end of the process    none, but one when the journal is closed
 * </pre>
 *
 * <p>Under each of them an entry is handed to the operating system as soon as it is appended, by
 * the thread that appends it or by one that is writing at that moment. So the end of a process, by
 * {@code kill -9} for instance, loses no entry that was written.
 *
 * @since 0.1.0
 */
public enum Durability {
  /**
   * An entry is on the device when {@link Journal#append} returns: that call waits for it, and an
   * await has nothing left to do. Entries that several threads append at once may share an fsync.
   */
  EVERY,

  /**
   * An entry is on the device when {@link Journal#await} returns; what is awaited by several
   * threads at once shares an fsync. What nothing awaits the operating system brings to the device
   * when it likes, on Linux within about half a minute. The default.
   */
  GROUPED,

  /**
   * An entry is with the operating system when {@link Journal#await} returns. That survives the end
   * of the process, by {@code kill -9} for instance, and no power cut: after one the journal may
   * lack any entries of runs that did not close it.
   */
  NONE
}
