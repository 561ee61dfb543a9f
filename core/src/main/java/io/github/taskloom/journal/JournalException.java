package io.github.taskloom.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A journal cannot be opened, or has failed. The message names the file, where in it, what is wrong
 * and the way out.
 *
 * @since 0.1.0
 */
public class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not part of the serialized form: not every path can be. */
  private final transient @Nullable Path file;

  /** -1 where this is about no byte. */
  private final long offset;

  /**
   * For a store that is no file.
   *
   * @param message what is wrong, and the way out
   * @param cause why; may be null
   */
  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = null;
    this.offset = -1;
  }

  /**
   * For a file.
   *
   * @param file the file
   * @param offset the byte of it that this is about, the first one being 0; -1 if it is about none
   * @param problem what is wrong, and the way out
   * @param cause why; may be null
   */
  public JournalException(Path file, long offset, String problem, @Nullable Throwable cause) {
    super("journal " + file + (offset < 0 ? ": " : ", at byte " + offset + ": ") + problem, cause);
    this.file = file;
    this.offset = offset;
  }

  /**
   * The file that this is about.
   *
   * @return the file; null if the store is none, or the exception came out of serialization
   */
  public @Nullable Path file() {
    return file;
  }

  /**
   * Where in the file.
   *
   * @return the offset of a byte; -1 if this is about none
   */
  public long offset() {
    return offset;
  }
}
