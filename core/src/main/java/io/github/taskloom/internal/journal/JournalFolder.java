package io.github.taskloom.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The seam to the directory of a journal, which is the journal's alone until this is closed. No
 * interrupt ends or breaks any of it.
 */
public interface JournalFolder extends Closeable {
  /** Where the journal is, for messages. */
  Path path();

  /** The journal; null if it is not there. */
  @Nullable JournalFile open() throws IOException;

  /** An empty file beside the journal, in the place of one that was left over. */
  JournalFile createReplacement() throws IOException;

  /** Puts the replacement in the place of the journal, in one step; both are closed. */
  void adoptReplacement() throws IOException;

  /** Removes a replacement that is not to be adopted, if there is one. */
  void dropReplacement() throws IOException;

  /** Returns once the files have their names on the device, too. */
  void force() throws IOException;
}
