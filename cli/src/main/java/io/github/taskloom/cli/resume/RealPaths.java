package io.github.taskloom.cli.resume;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The same text for the same file, from wherever it is named and through whatever link. */
final class RealPaths {
  private RealPaths() {}

  /** The way from the folder of one to the other. */
  static String between(Path file, Path other) {
    @Nullable Path folder = real(file).getParent();
    Path to = real(other);
    return folder == null || !folder.getFileSystem().equals(to.getFileSystem())
        ? to.toString()
        : folder.relativize(to).toString();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // A pipe has no such path; a folder that is not there is refused before anything runs.
      return path.toAbsolutePath().normalize();
    }
  }
}
