package io.github.taskloom.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnSessionTest {
  @TempDir Path folder;

  private List<String> prefix(String... programs) throws Exception {
    for (String program : programs) {
      Optional<Path> real = Programs.find(program, System.getenv());
      assumeTrue(real.isPresent(), program);
      Files.createSymbolicLink(folder.resolve(program), real.get());
    }
    return OwnSession.prefix(Map.of("PATH", folder.toString()));
  }

  @Test
  void prefix_setsidIsThere_isIt() throws Exception {
    assertEquals(List.of(folder.resolve("setsid").toString()), prefix("setsid", "perl"));
  }

  @Test
  void prefix_noProgram_isEmpty() throws Exception {
    assertEquals(List.of(), prefix());
  }

  /** Without setsid the process that is started has a session all the same, and its words. */
  @Test
  @EnabledOnOs(OS.LINUX) // has a place where the session can be read
  void prefix_perlAlone_startsInSession() throws Exception {
    List<String> words = new ArrayList<>(prefix("perl"));
    words.addAll(List.of("sh", "-c", "cat /proc/$$/stat; echo \"$@\"", "-e", "--", "$HOME x"));

    Process process = new ProcessBuilder(words).start();

    String[] lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
    // pid (name) state parent group session
    String[] stat = lines[0].split(" ", -1);
    assertEquals(String.valueOf(process.pid()), stat[0]);
    assertEquals(stat[0], stat[5]);
    assertEquals("-- $HOME x", lines[1]);
  }
}
