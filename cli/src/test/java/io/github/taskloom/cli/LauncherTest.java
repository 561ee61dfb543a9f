package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.LauncherHome.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, with a Maven that builds the classes under test. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class LauncherTest {
  @TempDir Path folder;

  private LauncherHome home;

  @BeforeEach
  void layOut() throws IOException {
    Path jar = folder.resolve("all.jar");
    try (OutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
      out.flush();
    }
    home = new LauncherHome(folder, jar, System.getProperty("java.home"));
  }

  private static Manifest manifest() {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, classPath);
    return manifest;
  }

  /** Without a locale files, folders and tasks have any name they like. */
  @Test
  void start_noLocale_findsAllNames() throws Exception {
    findsAllNames("unset LC_ALL");
  }

  /** With one of ASCII, too, or one that is not installed. */
  @ParameterizedTest
  @ValueSource(strings = {"export LC_ALL=C", "export LANG=none", "export LC_ALL="})
  @Tag("sized")
  @Tag("full-only")
  void start_poorLocale_findsAllNames(String locale) throws Exception {
    findsAllNames(locale);
  }

  private void findsAllNames(String locale) throws Exception {
    Ended ended =
        home.sh(
            locale
                + """

                mkdir -p übung/größe
                cat >übung/aufgaben.yaml <<'END'
                tasks:
                  größe:
                    dir: übung/größe
                    env: {VALUE: wörter}
                    run: |
                      echo "$VALUE ${LC_ALL-unset} ${TASKLOOM_LC_ALL-unset}" >dätei
                END
                echo "${LC_ALL-unset}" >before
                taskloom make übung/aufgaben.yaml größe --state lögs -C . || exit
                [ "$(cat übung/größe/dätei)" = "wörter $(cat before) unset" ] || cat übung/größe/dätei
                """);

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("✔ größe"), ended.out());
    assertTrue(ended.out().strip().endsWith("s"), ended.out());
  }

  /** Options for other programs are not ours. */
  @Test
  void start_optionsForOthers_areLeftAlone() throws Exception {
    Ended ended = home.sh("export JAVA_OPTS=-Xnonsense CLASSPATH=nothing\ntaskloom --version");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().startsWith("taskloom "), ended.out());
  }

  /** The launcher's own variables do not change those of the caller, whatever they are called. */
  @Test
  void start_exportedNames_reachTheCommands() throws Exception {
    String launcher =
        Files.readString(LauncherHome.LAUNCHER) + Files.readString(LauncherHome.BUILD);
    List<String> names =
        Pattern.compile("\\b([a-z]\\w*)=|\\bfor (\\w+) in")
            .matcher(launcher)
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .distinct()
            .toList();
    assertTrue(names.size() > 5, () -> "names: " + names);
    List<String> used =
        Stream.concat(names.stream().map(name -> name.replace("loom_", "")), Stream.of("version"))
            .distinct()
            .toList();
    Files.writeString(folder.resolve("one.yaml"), "tasks: {a: {run: env >seen}}");

    Ended ended =
        home.sh("export " + String.join("=kept ", used) + "=kept\ntaskloom make one.yaml");

    assertEquals(0, ended.exitCode(), ended.err());
    List<String> seen = Files.readAllLines(folder.resolve("seen"));
    assertEquals(List.of(), used.stream().filter(name -> !seen.contains(name + "=kept")).toList());
  }

  /** A JVM that does not start has not made anything, so its 1 is not ours. */
  @ParameterizedTest
  @ValueSource(strings = {"TASKLOOM_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
  void start_wrongOptions_exits2(String variable) throws Exception {
    Ended ended = home.sh("export " + variable + "=-Xnonsense\ntaskloom --version");

    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("java does not start with the options in"), ended.err());
    assertTrue(ended.err().contains("-Xnonsense"), ended.err());
  }

  /** Nor has one that gets too little memory. */
  @Test
  void start_tooLittleMemory_exits2() throws Exception {
    Ended ended = home.sh("ulimit -v 500000\ntaskloom --version");

    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("500000 KiB that 'ulimit -v' allows"), ended.err());
  }

  /** A folder that was deleted under the caller is told in a line. */
  @Test
  void start_folderIsGone_exits2() throws Exception {
    Ended ended = home.sh("mkdir gone; cd gone; rmdir ../gone\ntaskloom --version");

    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(
        ended.err().endsWith("taskloom: the current folder is gone: change to one that is there\n"),
        ended.err());
    assertFalse(ended.err().contains("java"), ended.err());
  }

  /** What fails while the command line is built is no failure of a task. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "printf '#!/bin/sh\\nexit 1\\n' >bin/mvn",
        "rm -rf \"$checkout/cli/target\"; echo >\"$checkout/cli/target\""
      })
  void start_noBuild_exits2(String damage) throws Exception {
    Ended ended = home.sh(damage + "\ntaskloom --version");

    assertEquals(2, ended.exitCode(), ended.err());
    assertFalse(ended.err().isEmpty());
  }

  /** The number of a signal is no failure to start. */
  @Test
  void start_killedWhileBuilding_keepsItsNumber() throws Exception {
    home.program("mvn", "kill -TERM $(ps -o ppid= $PPID)");

    Ended ended = home.sh("'%s/taskloom' --version & wait $!".formatted(home.path()));

    assertEquals(143, ended.exitCode(), ended.err());
  }

  /** Where a part of what is shown is missing, the exit code is not that of the whole. */
  @ParameterizedTest
  @ValueSource(strings = "make -n many.yaml")
  void output_cannotBeWritten_exits74(String arguments) throws Exception {
    cannotBeWritten(arguments);
  }

  /** Whatever is shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "make --help",
        "graph many.yaml",
        "make one.yaml",
        "generate-completion"
      })
  @Tag("sized")
  @Tag("full-only")
  void output_ofAnyCommandCannotBeWritten_exits74(String arguments) throws Exception {
    cannotBeWritten(arguments);
  }

  private void cannotBeWritten(String arguments) throws Exception {
    Files.writeString(folder.resolve("one.yaml"), "tasks: {a: {run: 'true'}}");
    Files.writeString(
        folder.resolve("many.yaml"),
        "tasks:\n"
            + IntStream.range(0, 5_000)
                .mapToObj("  a-task-with-a-long-name-%d: {run: 'true'}\n"::formatted)
                .collect(Collectors.joining()));

    for (String to : List.of(">/dev/full", "| sleep 0", ">&-")) {
      // What is small fits into a pipe whose reader has not gone yet, and is then written.
      boolean mayFit = to.startsWith("|") && !arguments.contains("many");
      Ended ended = home.sh("(taskloom " + arguments + "; echo $? >code) " + to);

      String code = Files.readString(folder.resolve("code")).strip();
      assertTrue(code.equals("74") || (mayFit && code.equals("0")), to + ": " + code);
      String problem = "taskloom: standard output cannot be written: ";
      assertEquals(code.equals("74"), ended.err().contains(problem), to + ": " + ended.err());
    }
  }

  /** Who wants the first line alone, as scripts do, breaks no pipe. */
  @Test
  void output_firstLineIsRead_isNoFailure() throws Exception {
    firstLineIsRead("make --help");
  }

  /** Whatever it is the first line of. */
  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help", "generate-completion"})
  @Tag("sized")
  @Tag("full-only")
  void output_firstLineOfAnyCommandIsRead_isNoFailure(String arguments) throws Exception {
    firstLineIsRead(arguments);
  }

  private void firstLineIsRead(String arguments) throws Exception {
    Ended ended = home.sh("(taskloom " + arguments + "; echo $? >code) | head -n 1");

    assertEquals("0", Files.readString(folder.resolve("code")).strip(), ended.err());
    assertFalse(ended.out().isEmpty());
  }

  /** A failure stays one. */
  @Test
  void output_cannotBeWrittenOfAFailure_exits1() throws Exception {
    Files.writeString(folder.resolve("one.yaml"), "tasks: {a: {run: 'false'}}");

    assertEquals(1, home.sh("taskloom make one.yaml >/dev/full").exitCode());
    assertEquals(2, home.sh("taskloom make none.yaml >/dev/full 2>/dev/full").exitCode());
  }

  /** A drawing that cannot be written is no wrong input: all has been run. */
  @Test
  void output_drawingCannotBeWritten_exits74() throws Exception {
    Files.writeString(folder.resolve("one.yaml"), "tasks: {a: {run: touch ran}}");

    Ended ended = home.sh("taskloom make one.yaml --dot /dev/full");

    assertEquals(74, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("taskloom: /dev/full: cannot be written: "), ended.err());
    assertTrue(Files.exists(folder.resolve("ran")));
  }
}
