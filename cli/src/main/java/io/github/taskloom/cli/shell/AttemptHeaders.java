package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.Attempts;
import io.github.taskloom.cli.file.TaskEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the attempts of a task apart in its log: {@code --- attempt 2 of 3} stands above what that
 * one printed. A task that is tried once has no such line.
 *
 * <p>All methods may be called from any thread, one at a time for each task.
 */
final class AttemptHeaders {
  private final Map<String, Integer> begun = new ConcurrentHashMap<>();

  /** Writes the line of the attempt that is about to begin to the end of the log. */
  void write(TaskEntry task, Path log) throws IOException {
    Attempts retry = task.policy().retry();
    if (retry == null || retry.most() == 1) {
      return;
    }
    int number = begun.merge(task.name(), 1, Integer::sum);
    String header = "--- attempt " + number + " of " + retry.most() + "\n";
    // Not through a channel: those are closed when their thread is interrupted.
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      long end = file.length();
      file.seek(end);
      file.write((endsInLine(file, end) ? "\n" + header : header).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether the last line is incomplete. Leaves the file at its end. */
  private static boolean endsInLine(RandomAccessFile file, long end) throws IOException {
    if (end == 0) {
      return false;
    }
    file.seek(end - 1);
    return file.read() != '\n';
  }
}
