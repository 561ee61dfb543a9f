package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.Names;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as the system does, to say clearly which one is not there. */
final class Programs {
  private static final String USUAL_PATH = "/usr/bin:/bin";

  private Programs() {}

  /** Whether it is a path, and not a name that is looked for in the folders of the PATH. */
  static boolean isPath(String program) {
    return program.contains("/");
  }

  /** The program of that name in the folders of the PATH of an environment. */
  static Optional<Path> find(String name, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", USUAL_PATH);
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> path(Path.of(folder), name))
        .flatMap(Optional::stream)
        .filter(Programs::isExecutable)
        .findFirst();
  }

  /**
   * What to start.
   *
   * @param program a path or a name
   * @param directory where it starts, and what a path is relative to
   * @throws CommandException when there is no such program
   */
  static String resolve(String program, Path directory, Map<String, String> environment)
      throws CommandException {
    if (!isPath(program)) {
      return find(program, environment)
          .map(Path::toString)
          .orElseThrow(() -> new CommandException(notFound(program)));
    }
    Path path =
        path(directory, program)
            .filter(Files::exists)
            .orElseThrow(() -> new CommandException(shell(program) + " is not there"));
    if (!isExecutable(path)) {
      throw new CommandException(shell(program) + " is no program that can be executed");
    }
    return path.toString();
  }

  /** What to say of a name that stands for no program. */
  static String notFound(String name) {
    return shell(name) + " is in no folder of the PATH";
  }

  private static String shell(String program) {
    return "its shell " + Names.quoted(program);
  }

  private static Optional<Path> path(Path folder, String name) {
    try {
      return Optional.of(folder.resolve(name));
    } catch (InvalidPathException e) {
      return Optional.empty(); // this locale has no name for it
    }
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
