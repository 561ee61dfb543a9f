package io.github.taskloom.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The launcher as it is, in a checkout of its own that has no sources, with a Maven that builds a
 * given jar and writes a line into {@code built}.
 */
final class LauncherHome {
  static final Path LAUNCHER = Path.of("..", "taskloom");
  static final Path BUILD = Path.of("src/launcher/build");

  private final Path folder;
  private final String java;

  /** Of a start: how it ended and what it printed. */
  record Ended(int exitCode, String out, String err) {}

  /**
   * Lays it out.
   *
   * @param folder where; commands run in it
   * @param jar what is built
   * @param java the home of a JDK
   */
  LauncherHome(Path folder, Path jar, String java) throws IOException {
    this.folder = folder;
    this.java = java;
    Files.createDirectories(path());
    Files.copy(LAUNCHER, path().resolve("taskloom"));
    for (String source :
        List.of(
            ".mvn",
            "core/src/main",
            "extensions/dashboard/src/main",
            "extensions/dashboard/src/build",
            "extensions/hazelcast/src/main",
            "cli/src/main",
            "cli/src/build",
            "cli/src/launcher")) {
      Files.createDirectories(path().resolve(source));
    }
    Files.copy(BUILD, path().resolve("cli").resolve(BUILD));
    for (String source :
        List.of(
            "pom.xml",
            "core/pom.xml",
            "extensions/dashboard/pom.xml",
            "extensions/hazelcast/pom.xml",
            "cli/pom.xml")) {
      Files.writeString(path().resolve(source), "");
    }
    program(
        "mvn",
        "echo >>'%s/built'\nmkdir -p cli/target/launcher\ncp '%s' cli/target/launcher/taskloom-cli-0-all.jar"
            .formatted(folder, jar));
  }

  /** The checkout. */
  Path path() {
    return folder.resolve("a home, größer");
  }

  /** Puts a script on the PATH of the launcher. */
  void program(String name, String script) throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  /**
   * Runs lines of shell in which {@code taskloom} is the launcher, {@code $checkout} the checkout.
   * The cache for a quicker start is off.
   */
  Ended sh(String lines) throws Exception {
    // Written, not given as an argument: this JVM may itself have a locale of ASCII.
    Path script = folder.resolve("line.sh");
    Files.writeString(
        script,
        "checkout='%s'\ntaskloom() { \"$checkout/taskloom\" \"$@\"; }\n%s\n"
            .formatted(path(), lines));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("sh", script.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", java);
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("TASKLOOM_CACHE", "");
    for (String name : List.of("LANG", "LC_ALL", "LC_CTYPE", "JAVA_TOOL_OPTIONS")) {
      builder.environment().remove(name);
    }
    Process process = builder.start();
    assertTrue(process.waitFor(120, SECONDS), "still running");
    return new Ended(
        process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
  }
}
