package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.Task;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own, for what would end or change this one; it ends in time or is ended. */
final class ChildJvm {
  /** A JVM that starts beside others, and what it does then, take many times as long as alone. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private ChildJvm() {}

  /** How it ended. */
  record Ended(int exit, List<String> lines) {
    /** The exit status, unless the output should be looked at first. */
    Ended expect(int status) {
      if (exit != status) {
        fail("exit status " + exit + ", expected " + status + ":\n" + String.join("\n", lines));
      }
      return this;
    }
  }

  /** Starts a main class of the tests; the caller ends it. */
  static Process start(Class<?> main, Path output, String... arguments)
      throws IOException, URISyntaxException {
    return start(command(main, List.of(), arguments), output);
  }

  private static Process start(List<String> command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // A JVM that takes options from there says so, in the output that is looked at.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder.start();
  }

  private static List<String> command(Class<?> main, List<String> options, String... arguments)
      throws URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    if (options.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
      command.add("-XX:+UseSerialGC");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", location(Task.class) + File.pathSeparator + location(main)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a main class of the tests, which sees nothing but them and the engine. */
  static Ended run(Class<?> main, List<String> options, String... arguments) throws Exception {
    List<String> command = command(main, options, arguments);
    Path output = Files.createTempFile("taskloom-test", ".txt");
    try {
      Process process = start(command, output);
      try {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          fail(command + " has not ended in time:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readAllLines(output));
      } finally {
        process.destroyForcibly().waitFor();
      }
    } finally {
      Files.delete(output);
    }
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
