package io.github.taskloom.cli.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The script for shells, in a bash, with a {@code taskloom} that lists names. */
@EnabledIf("hasBash")
class CompletionCommandTest {
  @TempDir Path folder;

  static boolean hasBash() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  /** Targets are offered where one may stand, as they are typed, and nothing of them is run. */
  @Test
  void complete_make_offersTargets() throws Exception {
    Path program = folder.resolve("taskloom");
    Files.writeString(
        program,
        """
        #!/bin/sh
        echo "$@" >> '%1$s/asked'
        printf '%%s\\n' docs:build docs:clean 'do it' 'do$(touch %1$s/evil)' other
        """
            .formatted(folder));
    assertTrue(program.toFile().setExecutable(true));
    Files.writeString(
        folder.resolve("script"), new Taskloom(folder).run("generate-completion").out());

    assertEquals(
        """
        <docs:build><docs:clean><do\\ it><do\\$\\(touch\\ %1$s/evil\\)>
        <build><clean>
        <other>
        <--order>
        <LAYERED><EAGER>

        <make><member>
        """
            .formatted(folder),
        bash(
            """
            cd '%s' && source ./script
            compopt() { :; }
            complete_line() {
              COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=()
              shift
              COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
              _taskloom_complete
              [ ${#COMPREPLY[@]} = 0 ] || printf '<%%s>' "${COMPREPLY[@]}"
              echo
            }
            complete_line './taskloom make do' ./taskloom make do
            complete_line './taskloom make docs:' ./taskloom make docs : ''
            complete_line './taskloom make -f a.yaml other' ./taskloom make -f a.yaml other
            complete_line './taskloom make --ord' ./taskloom make --ord
            complete_line './taskloom make --order ' ./taskloom make --order ''
            complete_line './taskloom graph d' ./taskloom graph d
            complete_line './taskloom m' ./taskloom m
            """
                .formatted(folder)));

    assertTrue(Files.notExists(folder.resolve("evil")));
    assertEquals(
        "list --names\nlist --names\nlist --names -f " + folder.toRealPath() + "/a.yaml\n",
        Files.readString(folder.resolve("asked")));
  }

  private static String bash(String script) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("/bin/bash", "-c", script).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(60, SECONDS));
    return out;
  }
}
