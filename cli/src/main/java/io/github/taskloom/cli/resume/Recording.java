package io.github.taskloom.cli.resume;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The record of a run that goes on: a line at the end of the file for each task that is DONE.
 *
 * <p>Whenever this process is killed, all lines but the last are whole. All methods may be called
 * from any thread.
 */
public final class Recording implements AutoCloseable {
  private final Path path;
  private final FileOutputStream out;
  private final Map<String, String> definitions;

  // guarded by this
  private boolean ended;
  private boolean broken;

  /**
   * @param path where it is, for messages
   * @param out open at the end of the record; not a channel, since those are closed when their
   *     thread is interrupted, as a cancel does
   * @param definitions of all tasks, by name
   */
  Recording(Path path, FileOutputStream out, Map<String, String> definitions) {
    this.path = path;
    this.out = out;
    this.definitions = definitions;
  }

  /**
   * Notes that a task is DONE.
   *
   * @throws IOException when that cannot be written. Then nothing more is: what came after a line
   *     that was written in part would be lost with it. Later calls do nothing.
   */
  public synchronized void done(String task) throws IOException {
    if (ended) {
      return;
    }
    try {
      out.write(RecordLine.done(task, definitions.getOrDefault(task, "")));
    } catch (IOException e) {
      ended = true;
      broken = true;
      throw e;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether all has been written that was to be. */
  public synchronized boolean isWhole() {
    return !broken;
  }

  @Override
  public synchronized void close() {
    ended = true;
    try {
      out.close();
    } catch (IOException e) {
      // Each line has been written by now; to close adds nothing to them.
    }
  }
}
