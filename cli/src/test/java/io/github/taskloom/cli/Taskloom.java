package io.github.taskloom.cli;

import io.github.taskloom.cli.show.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The command line in this process, in a folder of its own, with what it printed. */
public final class Taskloom {
  private final Path folder;
  private OptionalInt width = OptionalInt.empty();

  /** What a command left. */
  public record Ended(int exitCode, String out, String err) {}

  public Taskloom(Path folder) {
    this.folder = folder;
  }

  /** As if standard output were a terminal of that width. */
  public Taskloom onTerminal(int columns) {
    width = OptionalInt.of(columns);
    return this;
  }

  public Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** The folder of the run of tasks.yaml that recorded something last. */
  public Path lastRun() throws IOException {
    return lastRun("tasks.yaml");
  }

  /** The folder of the run of a file that recorded something last. */
  public Path lastRun(String file) throws IOException {
    return runs(file).getLast();
  }

  /** The folders of runs, the one that recorded something last at the end. */
  public List<Path> runs(String file) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve(".taskloom").resolve(file))) {
      return runs.filter(run -> run.getFileName().toString().matches("[0-9].*"))
          .sorted(Comparator.comparing(Taskloom::recorded))
          .toList();
    }
  }

  private static FileTime recorded(Path run) {
    try {
      return Files.getLastModifiedTime(run.resolve("run.journal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code taskloom make} of this text as tasks.yaml, in the folder. */
  public Ended make(String yaml, String... more) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("make", write("tasks.yaml", yaml).toString()));
    arguments.addAll(List.of("-C", folder.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  public Ended run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            width);
    int exitCode = Main.run(console, arguments);
    return new Ended(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
