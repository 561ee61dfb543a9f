package io.github.taskloom.journal;

import io.github.taskloom.internal.journal.StoredJournal;
import java.nio.file.Path;

/**
 * A journal in a file, which is only ever added to.
 *
 * <pre>{@code
 * try (FileJournal journal = FileJournal.open(path)) {
 *   long position = journal.append(entry);
 *   journal.await(position); // found from here on, whatever ends this process
 * }
 * }</pre>
 *
 * <p><b>What is promised:</b> an entry that was awaited is found after the end of the process and
 * after a power cut, as the {@link Durability} of the journal says; an entry that was appended, and
 * not awaited, is found whole or not at all. What is found was appended, byte by byte: each record
 * has checksums.
 *
 * <p><b>Damage.</b> What a process or a power cut has left half-written at the end is cut off when
 * the file is opened, and {@link #cut()} tells how much. Damage to what is known to have been on
 * the device is refused with a {@link JournalException} that locates it, and the file stays as it
 * is. The format of the file, and what can be known of damage, stands in {@code
 * docs/durability.md}.
 *
 * <p><b>Failure.</b> Once a write or an fsync has failed, nothing is recorded or acknowledged any
 * more: each append and await throws, with the first failure as the cause. The file can be opened
 * anew.
 *
 * <p><b>One writer.</b> An open journal has its file for itself, in this process and on this
 * machine, by a lock on a file beside it, {@code NAME.lock}, which stays there. The lock of a
 * process that was killed is gone with it.
 *
 * <p><b>Memory.</b> The latest entry of each key is held with its value while the journal is open.
 * Nothing else is, but entries that are about to be written.
 *
 * @since 0.1.0
 */
public sealed interface FileJournal extends Journal permits StoredJournal {
  /**
   * Opens a journal under the {@linkplain FileJournalOptions#defaults() default options}.
   *
   * @param path the file; made if it is not there, in a directory that is
   * @return the journal; to be closed
   * @throws JournalException as {@link #open(Path, FileJournalOptions)} does
   */
  static FileJournal open(Path path) {
    return open(path, FileJournalOptions.defaults());
  }

  /**
   * Opens a journal.
   *
   * @param path the file; made if it is not there, in a directory that is
   * @param options how
   * @return the journal; to be closed
   * @throws JournalException if it is open elsewhere, in this process or another one; if it is no
   *     journal, or of a later version; if it is damaged where it was whole before; if it cannot be
   *     read or written. Nothing of the file is changed then
   */
  static FileJournal open(Path path, FileJournalOptions options) {
    return StoredJournal.open(path, options);
  }

  /**
   * The file.
   *
   * @return its path, absolute and with no links in it
   */
  Path path();

  /**
   * How much was cut off the end of the file when it was opened: what an earlier process, or a
   * power cut, had left half-written.
   *
   * @return the number of bytes; 0 after a run that closed the journal
   */
  long cut();

  /**
   * Writes the latest entry of each key to a new file, and puts that in the place of this one in
   * one step: whenever the process or the machine ends, there is the one or the other. Appends go
   * on meanwhile, awaits are held up.
   *
   * @throws JournalException if that fails. Where it was the new file that could not be written,
   *     the journal goes on with the old one
   */
  void compact();
}
