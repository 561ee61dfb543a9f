package io.github.taskloom.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The command line as a process of its own, in a session of its own, with little memory. */
final class TaskloomProcess {
  private static final String VARIABLE = "TASKLOOM_TEST_RUN";

  private final Process process;
  private final Path output;
  private final String run;

  private TaskloomProcess(Process process, Path output, String run) {
    this.process = process;
    this.output = output;
    this.run = run;
  }

  /** {@code taskloom make} of this text in a folder. */
  static TaskloomProcess make(Path folder, String yaml, String... more) throws IOException {
    // A build in the background may have these ignored, which is inherited.
    return make(List.of("env", "--default-signal=INT,TERM,HUP"), folder, yaml, more);
  }

  /** The same, started with a signal ignored. */
  static TaskloomProcess makeIgnoring(String signal, Path folder, String yaml, String... more)
      throws IOException {
    return make(List.of("env", "--ignore-signal=" + signal), folder, yaml, more);
  }

  private static TaskloomProcess make(List<String> prefix, Path folder, String yaml, String... more)
      throws IOException {
    Files.writeString(folder.resolve("tasks.yaml"), yaml);
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(prefix);
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, "io.github.taskloom.cli.Main"));
    command.addAll(List.of("make", "tasks.yaml"));
    command.addAll(List.of(more));
    Path output = folder.resolve("output");
    String run = UUID.randomUUID().toString();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put(VARIABLE, run);
    builder.environment().put("TEST_CLASS_PATH", classPath);
    return new TaskloomProcess(builder.start(), output, run);
  }

  void signal(String name) throws Exception {
    send(name, process.pid());
  }

  /** To the process and all that it started and that has no session of its own. */
  void signalGroup(String name) throws Exception {
    send(name, -process.pid());
  }

  int awaitExit() throws Exception {
    assertTrue(process.waitFor(180, SECONDS), () -> "still running: " + output());
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What runs of all that was ever started by it. */
  List<String> leftovers() throws IOException {
    return started().stream()
        .map(entry -> entry.getFileName() + " " + text(entry.resolve("cmdline")))
        .toList();
  }

  /** For the end of a test that failed: nothing stays, itself included. */
  void kill() throws IOException {
    process.destroyForcibly();
    for (Path entry : started()) {
      ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Told by a variable that all inherit. */
  private List<Path> started() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .filter(entry -> text(entry.resolve("environ")).contains(VARIABLE + "=" + run))
          .toList();
    }
  }

  private static void send(String signal, long target) throws Exception {
    Process kill =
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + target).inheritIO().start();
    assertTrue(kill.waitFor(20, SECONDS));
    assertEquals(0, kill.exitValue());
  }

  /** Empty for a process that has ended meanwhile. */
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
