package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tasks find in their environment, and in place of names in braces. */
class FileValuesTest {
  private static final Map<String, String> CALLER = Map.of("USER", "ada", "TOKEN", "t0");

  @TempDir Path folder;

  private TaskEntry first(String yaml, Map<String, String> values) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), yaml);
    return TaskFileReader.read(file, Given.of(values, CALLER)).tasks().getFirst();
  }

  private Map<String, String> environment(String yaml) throws IOException {
    return first(yaml, Map.of()).environment();
  }

  private String problem(String yaml, Map<String, String> values) {
    String message = assertThrows(InputException.class, () -> first(yaml, values)).getMessage();
    return message.substring((folder.resolve("f.yaml") + ":").length());
  }

  /** The task's own env wins over the file's, a var over the file of variables. */
  @Test
  void environment_severalSources_theStrongestWins() throws IOException {
    Files.writeString(folder.resolve("one.env"), "A=dotenv\nB=dotenv\nC=dotenv\nD=dotenv\nUSER=x");
    Files.writeString(folder.resolve("two.env"), "A=second\nE=second");

    assertEquals(
        Map.of("A", "dotenv", "B", "file", "C", "var", "D", "task", "E", "second", "TOKEN", "file"),
        environment(
            """
            dotenv: [one.env, two.env, none.env?]
            vars: {C: var}
            env: {B: file, D: file, TOKEN: file}
            tasks: {a: {run: x, env: {D: task}}}
            """),
        "the caller has USER itself, and loses TOKEN to env");
  }

  /** A value of the command line takes the place of the default, also in what asks for it. */
  @Test
  void environment_valueGiven_isTaken() throws IOException {
    String yaml =
        """
        vars: {VERSION: 1, EMPTY: , OUT: 'build/{{VERSION}}'}
        tasks: {a: {run: x, dir: '{{OUT}}/a', env: {TAG: 'v{{ VERSION }}-{{env.USER}}'}}}
        """;

    TaskEntry usual = first(yaml, Map.of());
    TaskEntry given = first(yaml, Map.of("VERSION", "{{2}}", "EMPTY", ""));

    assertEquals("build/1/a", usual.directory());
    assertEquals(
        Map.of("VERSION", "1", "EMPTY", "", "OUT", "build/1", "TAG", "v1-ada"),
        usual.environment());
    assertEquals("build/{{2}}/a", given.directory(), "what is given is not looked into");
    assertEquals("v{{2}}-ada", given.environment().get("TAG"));
  }

  /** Only names in braces are expanded, where they are; two braces can be had. */
  @Test
  void expand_otherText_staysAsItIs() throws IOException {
    TaskEntry task =
        first(
            """
            vars: {V: 1}
            tasks:
              a:
                run: docker ps --format '{{.Names}} {{V}}'
                description: '{{V}}'
                env: {A: '$HOME ${V} {V} }} {{{{.Names}} {{{{{{V}}'}
            """,
            Map.of());

    assertEquals("docker ps --format '{{.Names}} {{V}}'", task.script());
    assertEquals("{{V}}", task.description());
    assertEquals("$HOME ${V} {V} }} {{.Names}} {{1", task.environment().get("A"));
  }

  /** What the caller does not have is kept for those tasks alone that ask for it. */
  @Test
  void missing_ofTheCaller_isToldOfThoseWhoAsk() throws IOException {
    String own = "tasks: {a: {run: x, env: {A: '{{env.TOKN}}'}}, b: {run: x}}";
    Path file = Files.writeString(folder.resolve("f.yaml"), own);
    TaskFile read = TaskFileReader.read(file, Given.of(Map.of(), CALLER));

    InputException missing = read.tasks().getFirst().missing();
    assertNotNull(missing);
    assertEquals(
        file
            + ":1:30: '{{env.TOKN}}' in A in env of task 'a' is not in the caller's environment:"
            + " did you mean 'TOKEN'?",
        missing.getMessage());
    assertNull(read.tasks().getLast().missing());
    assertNotNull(first("env: {A: '{{env.NONE}}'}\ntasks: {a: x}", Map.of()).missing());
    assertNotNull(first("tasks: {a: {run: x, dir: '{{env.NONE}}'}}", Map.of()).missing());
    assertNotNull(first("tasks: {a: {run: x, inputs: '{{env.NONE}}'}}", Map.of()).missing());
  }

  /** A file of variables stands in for the caller where that has none. */
  @Test
  void expand_environment_isThatOfTheDotenvToo() throws IOException {
    Files.writeString(folder.resolve(".env"), "STAGE=test\nUSER=nobody");

    assertEquals(
        "test ada",
        environment("dotenv: .env\ntasks: {a: {run: x, env: {A: '{{env.STAGE}} {{env.USER}}'}}}")
            .get("A"));
  }

  /** Who looks at the tasks alone needs no file of variables, nor what the caller would have. */
  @Test
  void read_toLookAt_needsNoFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f.yaml"),
            "dotenv: none\nenv: {A: '{{env.NONE}}'}\ntasks: {a: {run: x, env: {B: '{{env.NO}}'}}}");

    assertEquals(1, TaskFileReader.read(file).tasks().size());
  }

  /** Each mistake is told with its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vars: {VERSION: 1}\\ntasks: {a: {run: x, env: {A: 'v{{VERSON}}'}}}"
            + " | 2:30: '{{VERSON}}' in A in env of task 'a' is no var of this file: did you mean"
            + " 'VERSION'?",
        "tasks: {a: {run: x, dir: '{{A}}'}}"
            + " | 1:26: '{{A}}' in dir of task 'a' is no var of this file, which has none",
        "tasks: {a: {run: x, dir: '{{A'}}"
            + " | 1:26: dir of task 'a' has '{{' without '}}': for two braces that stay as they are"
            + " write '{{{{'",
        "tasks: {a: {run: x, env: {F: '{{.Names}}'}}}"
            + " | 1:30: '{{.Names}}' in F in env of task 'a' is neither '{{NAME}}' nor"
            + " '{{env.NAME}}': for two braces that stay as they are write '{{{{'",
        "vars: {A: '{{B}}', B: 1}\\ntasks: {a: x}"
            + " | 1:11: '{{B}}' in A in vars is no var of this file, which has none",
        "vars: {my-var: 1}\\ntasks: {a: x}"
            + " | 1:8: 'my-var' in vars is no name of a shell variable, as which commands find it:"
            + " letters, digits and _, no digit first",
        "vars: {A: [1]}\\ntasks: {a: x} | 1:11: A in vars must be text, but is a list",
        "vars: [A]\\ntasks: {a: x} | 1:7: vars must be a mapping, but is a list",
        "vars: {A: 1}\\nenv: {A: 1}\\ntasks: {a: x}"
            + " | 2:1: 'A' stands in env and in vars of the file: leave one of them out",
        "env: {A=B: 1}\\ntasks: {a: x}"
            + " | 1:7: 'A=B' is no name of a variable in env of the file",
        "dotenv: no.env\\ntasks: {a: x}"
            + " | 1:9: dotenv names 'no.env', which is not there: make it, or write 'no.env?' for a"
            + " file that may be missing",
        "dotenv: '?'\\ntasks: {a: x} | 1:9: dotenv has an empty name where a file is to be named",
        "dotenv: ~/.env\\ntasks: {a: x}"
            + " | 1:9: dotenv names a file by ~, which stands for no folder here",
        "dotenv: {a: b}\\ntasks: {a: x} | 1:9: dotenv must be text, but is a mapping",
        "vars: {EMPTY: }\\ntasks: {a: {run: x, dir: '{{EMPTY}}'}}"
            + " | 2:26: dir of task 'a' is empty: leave it out",
      })
  void read_mistake_isToldWithItsPlace(String yaml, String problem) {
    assertEquals(problem, problem(yaml.translateEscapes(), Map.of()));
  }

  /** A value for what is no var is refused, whatever the task. */
  @Test
  void read_unknownValue_isRefused() {
    String yaml = "vars: {VERSION: 1, OUT: 2}\ntasks: {a: x}";

    assertEquals(
        " has no var 'VERSON' that could be given a value: did you mean 'VERSION'?",
        problem(yaml, Map.of("VERSON", "2")));
    assertEquals(
        " has no var 'A' that could be given a value: it has no 'vars'",
        problem("env: {A: 1}\ntasks: {a: x}", Map.of("A", "2")));
  }
}
