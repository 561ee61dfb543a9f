package io.github.taskloom.cli.file;

import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.journal.ValueCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a task of a file is completed with that was allowed to fail, and did. To all that needs it
 * the task is DONE; to people it has failed.
 *
 * @param why the failure in one line
 */
public record AllowedFailure(String why) {
  /** For this and what others are completed with: whether they had anything to do. */
  static final ValueCodec<Object> CODEC =
      ValueCodec.of(AllowedFailure::write, AllowedFailure::read);

  /** The failure that a task was allowed; nothing if it did not fail, or failed for good. */
  public static Optional<String> of(Task<?> task) {
    return task.outcome() instanceof Outcome.Done<?> done
            && done.value() instanceof AllowedFailure failure
        ? Optional.of(failure.why)
        : Optional.empty();
  }

  private static byte[] write(Object value) {
    return value instanceof AllowedFailure failure
        ? ("failed: " + failure.why).getBytes(StandardCharsets.UTF_8)
        : new byte[0];
  }

  /** A failure cannot be read again: the next run tries the task anew. */
  private static Object read(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      throw new IOException("it had failed");
    }
    return true;
  }
}
