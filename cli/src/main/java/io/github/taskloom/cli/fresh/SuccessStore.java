package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.state.FileNames;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The last success of each task, a file each. A file is written beside and takes its place by a
 * rename, so whenever this process is killed it is there whole, or not at all.
 *
 * <p>All methods may be called from any thread. A task is saved and removed by the thread that
 * {@linkplain TaskHolds holds} it.
 */
final class SuccessStore {
  private static final int DIGITS = 12;

  private final Path folder;

  SuccessStore(Path folder) {
    this.folder = folder;
  }

  /** The last success of a task; null where there is none on record. */
  @Nullable Success find(String task) {
    try {
      Success success = SuccessFile.read(Files.readAllBytes(file(task)));
      return success == null || !success.task().equals(task) ? null : success;
    } catch (IOException e) {
      return null; // it runs then, and has to remove it before
    }
  }

  void save(Success success) throws IOException {
    Files.createDirectories(folder);
    Path file = file(success.task());
    Path written = file.resolveSibling(file.getFileName() + ".new");
    // Not through a channel: those are closed when their thread is interrupted.
    try (OutputStream out = new FileOutputStream(written.toFile())) {
      out.write(SuccessFile.write(success));
    }
    Path unused =
        Files.move(
            written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes the success of a task back, as it begins to run again. */
  void remove(String task) throws IOException {
    boolean unused = Files.deleteIfExists(file(task));
  }

  /** The same for a name as long as it is that name, whichever other tasks there are. */
  private Path file(String task) {
    byte[] name = task.getBytes(StandardCharsets.UTF_8);
    String digest = Digests.hex(name).substring(0, DIGITS);
    return folder.resolve(FileNames.safe(task) + "-" + digest);
  }
}
