package io.github.taskloom.cli.resume;

import java.io.IOException;
import java.nio.file.Path;

/** The same text for the same file, from wherever it is named and through whatever link. */
final class RealPaths {
  private RealPaths() {}

  static String of(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      // A pipe has no such path; a folder that is not there is refused before anything runs.
      return path.toAbsolutePath().normalize().toString();
    }
  }
}
