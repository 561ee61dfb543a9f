package io.github.taskloom.cli.report;

import io.github.taskloom.cli.file.InputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A report that is wanted of a run.
 *
 * @param format in which format
 * @param file where; what stood there before stays until the report is whole
 */
public record ReportTarget(Format format, Path file) {

  /** What is written, and for what. */
  public enum Format {
    /** JUnit XML, for CI servers. */
    JUNIT(false),
    /** JSON, for other programs. */
    JSON(false),
    /** A page to look at. */
    HTML(true),
    /** Trace events, for Perfetto. */
    TRACE(true),
    /** A WfFormat file, for {@code taskloom replay} and others. */
    WFFORMAT(true);

    private final boolean isOfEvents;

    Format(boolean isOfEvents) {
      this.isOfEvents = isOfEvents;
    }

    /** Whether it tells what happened in the run, and not just what became of it. */
    public boolean isOfEvents() {
      return isOfEvents;
    }
  }

  /**
   * Looks whether it can be written, before anything is run for the sake of it. A folder that is
   * missing is made.
   *
   * @throws InputException when it cannot
   */
  public void check() {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      throw new InputException(file, "is a folder, the report needs a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(file, null, "cannot be written: " + e, e);
    }
    boolean isReplaced = Files.notExists(file) || Files.isRegularFile(file);
    if (!Files.isWritable(isReplaced ? folder : file)) {
      throw new InputException(file, "cannot be written: permission denied");
    }
  }

  /**
   * Writes it, whole or not at all; directly where no file can be put in the place of what is
   * there, as for a pipe. The run may have taken its folder away, as a task named clean does.
   */
  public void write(RunReport run) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      write(run, file, StandardOpenOption.WRITE);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new";
    Path folder = Files.createDirectories(folder(target));
    Path written = folder.resolve(name);
    try {
      write(run, written);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private void write(RunReport run, Path to, OpenOption... how) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to, how))) {
      switch (format) {
        case JUNIT -> JunitReport.write(run, out);
        case JSON -> JsonReport.write(run, out);
        case HTML -> run.events().of(run).html(out);
        case TRACE -> run.events().of(run).trace(out);
        case WFFORMAT -> writeWfFormat(run, out);
      }
    }
  }

  private static void writeWfFormat(RunReport run, OutputStream out) throws IOException {
    try {
      run.events().of(run).wfformat(out);
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e); // no task has run
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }
}
