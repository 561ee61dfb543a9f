package io.github.taskloom.cli.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Linux tells about processes in /proc beyond {@link ProcessHandle}. On a system without /proc
 * the answers are "none" and "no".
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /** The living processes with a mark in their environment, wherever they hang in the tree. */
  static List<ProcessHandle> marked(ProcessMark mark) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        // The handle first: should the process end and its id be given to another one before the
        // environment is read, the handle belongs to the old one and signals nobody.
        ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
            .filter(process -> mark.isIn(bytes(entry.resolve("environ"))))
            .ifPresent(found::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No /proc here: the tree of parents and children is all there is to know.
      return found;
    }
    return found;
  }

  /**
   * Whether a process runs. One that ended, but whose end its parent has not looked at, is alive to
   * {@link ProcessHandle}; where nobody ever looks, as in a container without init, for good.
   */
  static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    byte[] stat = bytes(PROC.resolve(Long.toString(process.pid())).resolve("stat"));
    String fields = new String(stat, StandardCharsets.ISO_8859_1);
    // "PID (NAME) STATE ...", where the name may itself have parentheses.
    int name = fields.lastIndexOf(") ");
    return name < 0 || "ZX".indexOf(fields.charAt(name + 2)) < 0;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      // It has ended, or belongs to another user.
      return new byte[0];
    }
  }
}
