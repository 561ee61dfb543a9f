package io.github.taskloom.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a file and those that it includes have in common while they are read. */
final class Reading {
  /** So many files are read, before those that include each other twice each are too many. */
  private static final int MOST = 1_000;

  private final Given given;
  private final Set<String> vars = new TreeSet<>();
  private final Set<String> secrets = new TreeSet<>();
  private final Map<Path, Path> open = new LinkedHashMap<>(); // as shown, by what they are
  private int files;

  Reading(Given given) {
    this.given = given;
  }

  Given given() {
    return given;
  }

  /** The names of the vars of all files so far. */
  Set<String> vars() {
    return vars;
  }

  /** The secret values of all files so far. */
  Set<String> secrets() {
    return secrets;
  }

  /**
   * Reads a file, while those are known that include it.
   *
   * @param problem makes a mistake of what is wrong with including it
   * @throws InputException when it is one of those, or one too many
   */
  TaskFile read(Path file, Function<String, InputException> problem, Supplier<TaskFile> reader) {
    Path real = real(file);
    if (open.containsKey(real)) {
      List<Path> all = new ArrayList<>(open.values());
      List<Path> circle = all.subList(all.indexOf(open.get(real)), all.size());
      String path = circle.stream().map(Path::toString).collect(Collectors.joining(" -> "));
      throw problem.apply(
          "files include each other in a circle: " + path + " -> " + circle.getFirst());
    }
    files++;
    if (files > MOST) {
      throw problem.apply("more than " + MOST + " files are included");
    }
    open.put(real, file);
    TaskFile read = reader.get();
    open.remove(real);
    return read;
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize(); // a file that is not there is told when it is read
    }
  }
}
