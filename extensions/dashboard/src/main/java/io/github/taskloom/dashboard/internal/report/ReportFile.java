package io.github.taskloom.dashboard.internal.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that a reader sees the old one or the new one. */
public final class ReportFile {
  private static final int BUFFER = 1 << 16;

  private ReportFile() {}

  /**
   * Writes a file, or to what is no regular file, a pipe, say.
   *
   * @throws IOException if it cannot be written; then what was there is still there
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      fill(target, content);
      return;
    }
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Path beside = folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      fill(beside, content);
      move(beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      content.to(out);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes what a file is to have. */
  public interface Content {
    /**
     * Writes it all.
     *
     * @throws IOException if it cannot
     */
    void to(OutputStream out) throws IOException;
  }
}
