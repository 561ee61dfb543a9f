package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a task file says of the program that executes a script. */
class TaskShellTest {
  @TempDir Path folder;

  private TaskFile read(String text) throws IOException {
    return TaskFileReader.read(Files.writeString(folder.resolve("f.yaml"), text));
  }

  private Interpreter interpreter(String text) throws IOException {
    return read(text).tasks().getFirst().execution().interpreter();
  }

  private List<String> words(String text) throws IOException {
    return interpreter(text).words();
  }

  /** That of the task, else that of the file, else sh. */
  @Test
  void read_shell_isInTheEntry() throws IOException {
    List<String> bash = List.of("bash", "-e", "-o", "pipefail");

    assertEquals(List.of("sh", "-e"), words("tasks: {a: {run: x}}"));
    assertEquals(bash, words("tasks: {a: {run: x, shell: bash}}"));
    assertEquals(List.of("python3"), words("tasks: {a: {run: x, shell: python3}}"));
    assertEquals(
        List.of("node", "--check", "a b"),
        words("tasks: {a: {run: x, shell: [node, --check, a b]}}"));
    assertEquals(List.of("bash"), words("tasks: {a: {run: x, shell: [bash]}}"), "as written");
    assertEquals(bash, words("shell: bash\ntasks: {a: {run: x}}"));
    assertEquals(List.of("sh", "-e"), words("{shell: bash, tasks: {a: {run: x, shell: sh}}}"));
  }

  /** The first line of a script, as the kernel reads it. */
  @Test
  void read_firstLine_namesTheProgram() throws IOException {
    String file = "shell: bash\ntasks:\n  a:\n    run: |\n      ";

    assertEquals(List.of("/bin/sh"), words(file + "#!/bin/sh"));
    assertEquals(List.of("/bin/sh", "-e"), words(file + "#! \t/bin/sh \t -e \n      x"));
    assertEquals(
        List.of("/usr/bin/env", "-S node --check"),
        words(file + "#!/usr/bin/env -S node --check\n      x"));
    assertEquals(4, words(file + "# !/bin/sh").size());
    assertEquals(4, words(file + "x\n      #!/bin/sh").size());
    assertEquals(List.of("./a"), words("tasks: {a: {run: ['#!./a', b]}}"));
  }

  /** Some programs want their own. */
  @Test
  void extension_ofAProgram_isItsOwn() throws IOException {
    assertEquals("sh", interpreter("tasks: {a: {run: x}}").extension());
    assertEquals("py", Interpreter.named("/usr/bin/python3.12").extension());
    assertEquals(
        "js", Interpreter.ofFirstLine("#!/usr/bin/env -S A=1 node --check").get().extension());
    assertEquals("ps1", Interpreter.named("pwsh").extension());
    assertEquals("sh", Interpreter.named("anything").extension());
  }

  /** Each mistake is told with the place of what is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "needs: b, shell: bash | 1:23: task 'a' has a shell, but no 'run' that it could be for",
        "run: x, shell: | 1:21: shell of task 'a' is empty: give it a value or leave it out",
        "run: x, shell: [] | 1:21: shell of task 'a' names no program: write it like bash or"
            + " [python3, -u]",
        "run: x, shell: '' | 1:28: shell of task 'a' names no program: write it like bash or"
            + " [python3, -u]",
        "run: x, shell: ['', a] | 1:29: shell of task 'a' names no program: write it like bash or"
            + " [python3, -u]",
        "run: x, shell: python3 -u"
            + " | 1:28: shell of task 'a' has blanks in it: write a program with arguments as a"
            + " list, as in [python3, -u]",
        "run: x, shell: {bash: -e}" + " | 1:28: shell of task 'a' must be text, but is a mapping",
        "run: x, shell: [bash, [-e]]"
            + " | 1:35: an item of shell of task 'a' must be text, but is a list",
        "run: x, shell: ~/bin/x"
            + " | 1:28: shell of task 'a' starts with ~, which stands for no folder here: write the"
            + " path out",
        "run: x, shel: bash | 1:21: unknown key 'shel' in task 'a': did you mean 'shell'?",
        "run: '#!/bin/sh', shell: bash"
            + " | 1:31: task 'a' has a shell, and its 'run' starts with #!, too: leave one of them"
            + " out",
        "run: '#!python3'"
            + " | 1:18: run of task 'a' starts with #!, but not with a path after it: write it like"
            + " #!/usr/bin/env python3",
        "run: '#!'"
            + " | 1:18: run of task 'a' starts with #!, but not with a path after it: write it like"
            + " #!/usr/bin/env python3",
      })
  void read_mistake_isToldWithItsPlace(String task, String expected) {
    String message =
        assertThrows(InputException.class, () -> read("tasks: {a: {" + task + "}}")).getMessage();

    assertEquals(expected, message.substring((folder.resolve("f.yaml") + ":").length()));
  }

  /** That of the file is no other. */
  @Test
  void read_mistakeAtTheTop_isTold() {
    String message =
        assertThrows(InputException.class, () -> read("shell: python3 -u\ntasks: {a: {run: x}}"))
            .getMessage();

    assertEquals(
        folder.resolve("f.yaml")
            + ":1:8: shell of the file has blanks in it: write a program with arguments as a list,"
            + " as in [python3, -u]",
        message);
  }
}
