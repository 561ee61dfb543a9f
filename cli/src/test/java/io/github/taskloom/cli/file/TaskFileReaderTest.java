package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.file.TaskEntry.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFileReaderTest {
  @TempDir Path folder;

  private TaskFile read(String yaml) throws IOException {
    return TaskFileReader.read(Files.writeString(folder.resolve("f.yaml"), yaml));
  }

  private String problem(String yaml) {
    String message = assertThrows(InputException.class, () -> read(yaml)).getMessage();
    return message.substring((folder.resolve("f.yaml") + ":").length());
  }

  /** Every key of a task arrives, with the places of names and needs. */
  @Test
  void read_everyKey_isInTheEntry() throws IOException {
    TaskFile file =
        read(
            """
            # a comment
            tasks:
              fetch:
                run: ./fetch.sh
              report:
                description: the report
                needs: [fetch]
                dir: out
                env: {TITLE: Today, COUNT: 3, EMPTY: }
                run: |
                  ./stats.sh
                  ./render.sh
            """);

    TaskEntry report = file.tasks().get(1);
    assertEquals(List.of("fetch", "report"), file.tasks().stream().map(TaskEntry::name).toList());
    assertEquals(new Position(5, 3), report.position());
    assertEquals("./stats.sh\n./render.sh\n", report.script());
    assertEquals(List.of(new Need("fetch", new Position(7, 13))), report.needs());
    assertEquals("out", report.directory());
    assertEquals(Map.of("TITLE", "Today", "COUNT", "3", "EMPTY", ""), report.environment());
    assertEquals("the report", report.description());
    assertEquals("", file.tasks().get(0).description());
    assertNull(file.tasks().get(0).directory());
  }

  /** A list of lines is one script; one need needs no list; a task may only group others. */
  @Test
  void read_shortForms_meanTheSame() throws IOException {
    List<TaskEntry> tasks =
        read("tasks: {a: {run: [one, two]}, b: {needs: a}, c: {run: true, needs: []}}").tasks();

    assertEquals("one\ntwo", tasks.get(0).script());
    assertNull(tasks.get(1).script());
    assertEquals("a", tasks.get(1).needs().getFirst().name());
    assertEquals("true", tasks.get(2).script(), "a command that YAML takes for a boolean");
  }

  /** What stands in place of the mapping is what it runs. */
  @Test
  void read_commandAlone_isRun() throws IOException {
    List<TaskEntry> tasks =
        read("""
                tasks:
                  a: echo one
                  b: [one, two]
                  c: |
                    one
                    two
                  d: 5
                """)
            .tasks();

    assertEquals(
        List.of("echo one", "one\ntwo", "one\ntwo\n", "5"),
        tasks.stream().map(TaskEntry::script).toList());
    assertEquals(List.of(), tasks.getFirst().needs());
  }

  /** What is made without a target: one, several, or nothing said. */
  @Test
  void read_default_isAListOfNames() throws IOException {
    assertEquals(List.of("b"), read("default: b\ntasks: {a: x, b: x}").defaults());
    assertEquals(List.of("b", "a"), read("default: [b, a, b]\ntasks: {a: x, b: x}").defaults());
    assertEquals(List.of(), read("tasks: {a: x, default: x}").defaults());
  }

  /** Names are any text. */
  @Test
  void read_strangeNames_areKept() throws IOException {
    List<TaskEntry> tasks =
        read("tasks: {\"a\\nb\": {run: x}, 'it''s': {run: x}, \"\\\"q\\\" 😀\": {run: x}, 7: {run: x}}")
            .tasks();

    assertEquals(
        List.of("a\nb", "it's", "\"q\" 😀", "7"), tasks.stream().map(TaskEntry::name).toList());
  }

  /** A byte order mark is no part of the text; anchors, aliases and merge keys are YAML. */
  @Test
  void read_yamlFeatures_work() throws IOException {
    List<TaskEntry> tasks =
        read("\ufefftasks:\n  a: &a {run: x, env: {K: v}}\n  b: {<<: *a, run: y}\n  c: *a\n")
            .tasks();

    assertEquals("y", tasks.get(1).script());
    assertEquals(Map.of("K", "v"), tasks.get(1).environment());
    assertEquals("x", tasks.get(2).script());
  }

  /** Each mistake is told in a line, with its place and the way out. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` |  is empty: a task file starts with 'tasks:'",
        "`# only a comment\\n` |  is empty: a task file starts with 'tasks:'",
        "- a | 1:1: the file must be a mapping, but is a list",
        "hello | 1:1: the file must be a mapping, but is text",
        "{} | 1:1: has no 'tasks:'",
        "tasks: | 1:1: has no tasks: 'tasks' is empty",
        "tasks: {} | 1:1: has no tasks: 'tasks' is empty",
        "tasks: 5 | 1:8: tasks must be a mapping, but is the value '5'",
        "task: {a: {run: x}} | 1:1: unknown key 'task' in the file: did you mean 'tasks'?",
        "tasks:\\n  a:\\n    run: x\\n    nedes: b"
            + " | 4:5: unknown key 'nedes' in task 'a': did you mean 'needs'?",
        "tasks: {a: {zzzzzz: 1}} | 1:13: unknown key 'zzzzzz' in task 'a': known are 'run', 'needs', 'if',"
            + " 'dir', 'env', 'retry', 'timeout', 'inputs', 'outputs', 'status', 'description', 'shell',"
            + " 'allow-failure', 'interactive', 'output'",
        "tasks:\\n  a: {run: x}\\n  b: {run: x}\\n  a: {run: y}"
            + " | 4:3: 'a' stands twice in tasks: first in line 2",
        "tasks:\\n  a:\\n    run: x\\n    run: y"
            + " | 4:5: 'run' stands twice in task 'a': first in line 3",
        "tasks:\\n  a: | 2:3: task 'a' is empty: give it a command, 'run' or 'needs'",
        "tasks:\\n  a: {dir: x} | 2:3: task 'a' does nothing: give it 'run' or 'needs'",
        "tasks:\\n  a: [] | 2:3: run of task 'a' is empty: give it a command or leave it out",
        "tasks:\\n  a: [[x]] | 2:7: an item of run of task 'a' must be text, but is a list",
        "default: ftech\\ntasks: {fetch: x, b: x}"
            + " | 1:10: default names 'ftech', which is not there: did you mean 'fetch'?",
        "default: []\\ntasks: {a: x}"
            + " | 1:1: default is empty: name a task, or leave it out for all tasks",
        "default: {a: b}\\ntasks: {a: x} | 1:10: default must be text, but is a mapping",
        "tasks:\\n  '': {run: x} | 2:3: a task has an empty name",
        "tasks:\\n  ? [a]\\n  : {run: x} | 2:5: a name in tasks must be text, but is a list",
        "tasks:\\n  a: {run: } | 2:7: run of task 'a' is empty: give it a value or leave it out",
        "tasks:\\n  a: {run: ' '}"
            + " | 2:7: run of task 'a' is empty: give it a command or leave it out",
        "tasks:\\n  a: {run: []}"
            + " | 2:7: run of task 'a' is empty: give it a command or leave it out",
        "tasks:\\n  a: {run: {b: c}} | 2:12: run of task 'a' must be text, but is a mapping",
        "tasks:\\n  a: {run: [x, [y]]}"
            + " | 2:16: an item of run of task 'a' must be text, but is a list",
        "tasks:\\n  a: {run: [x, ~]}"
            + " | 2:16: an item of run of task 'a' must be text, but is empty",
        "tasks:\\n  a: {needs: [b, {task: b, if: failed}]}"
            + " | 2:25: task 'a' needs 'b' twice, and each time otherwise",
        "tasks:\\n  a: {run: x, dir: ~/b}"
            + " | 2:20: dir of task 'a' starts with ~, which stands for no folder here: write the"
            + " path out, or ./~ for a folder of that name",
        "tasks:\\n  a: {run: x, dir: ~} | 2:20: dir of task 'a' is empty: ~ is YAML for nothing",
        "tasks:\\n  a:\\n    run:\\n      - echo foo: bar"
            + " | 4:9: an item of run of task 'a' must be text, but is a mapping: text that has ': '"
            + " in it needs quotes, as in 'echo foo: bar'",
        "tasks:\\n  a:\\n    run: echo foo: bar"
            + " | 3:18: mapping values are not allowed here: text that has ': ' in it needs quotes",
        "tasks:\\n  a:\\n    run: @echo" + " | 3:10: text that starts with '@' needs quotes",
        "tasks:\\n  a:\\n    run: {echo x; }"
            + " | 3:10: run of task 'a' must be text, but is a mapping: text that starts with '{'"
            + " needs quotes",
        "tasks:\\n  a:\\n    run: *.sh" + " | 3:11: text that starts with '*' needs quotes",
        "tasks:\\n  a:\\n    run: ! grep x y"
            + " | 3:10: run of task 'a' starts with '!': such text needs quotes",
        "tasks:\\n  a:\\n    run: [ -e x ] && y"
            + " | 3:20: while scanning an anchor unexpected character found &(38): text that starts"
            + " with '[' needs quotes unless it is a list or a mapping",
        "tasks:\\n  a:\\n    run: \"x\" && y"
            + " | 3:15: while scanning an anchor unexpected character found &(38): a value that goes"
            + " on after its end quote needs quotes around all of it",
        "tasks:\\n  a:\\n    run: \"x\" y"
            + " | 3:14: while parsing a block mapping expected <block end>, but found '<scalar>': a"
            + " value that goes on after its end quote needs quotes around all of it",
        "tasks:\\n  a: {run: x, dir: ''} | 2:20: dir of task 'a' is empty: leave it out",
        "tasks:\\n  a: {run: x, env: [A=b]} | 2:20: env of task 'a' must be a mapping, but is a list",
        "tasks:\\n  a: {run: x, env: {A=B: c}}"
            + " | 2:21: 'A=B' is no name of a variable in env of task 'a'",
        "tasks:\\n  a: {run: x, env: {A: [b]}}"
            + " | 2:24: A in env of task 'a' must be text, but is a list",
        "tasks:\\n  a: {run: !foo x} | 2:12: run of task 'a' has the unknown tag !foo",
        "tasks:\\n  a: {run: \"x\\\\0y\"}"
            + " | 2:12: run of task 'a' has a NUL character, which no command can be given",
        "tasks:\\n  a: {run: *x} | 2:12: found undefined alias x",
        "tasks:\\n\\ta: {run: x} | 2:1: while scanning for the next token found character"
            + " '\\\\t(TAB)' that cannot start any token. (Do not use \\\\t(TAB) for indentation)",
        "tasks:\\n  a: b: c | 2:7: mapping values are not allowed here: text that has ': ' in it needs"
            + " quotes",
        "tasks: {a: {run: x}}\\n---\\ntasks: {}"
            + " | 2:1: expected a single document in the stream but found another document",
        "tasks:\\n  a: {run: x<BEL>} | 2:13: the character U+0007 is not allowed in YAML",
        "tasks: &a\\n  b: *a | 2:6: the alias a stands inside of what it names",
        "x-a: &a {<<: *a, b: c}\\ntasks: {} | 1:14: the alias a stands inside of what it names",
        "tasks: {a: {run: &a [*a]}} | 1:22: the alias a stands inside of what it names",
      })
  void read_mistake_isToldWithItsPlace(String yaml, String expected) {
    String text = yaml == null ? "" : yaml.translateEscapes().replace("<BEL>", "\u0007");

    assertEquals(expected.strip().translateEscapes(), problem(text).strip());
  }

  /** What stands at the top for its anchors alone is let be, whatever it is. */
  @Test
  void read_keysForAnchors_areLetBe() throws IOException {
    List<TaskEntry> tasks =
        read("x-env: &env {K: v}\nx-list: [1, [2]]\ntasks: {a: {run: x, env: *env}}\nx-: ~\n")
            .tasks();

    assertEquals(Map.of("K", "v"), tasks.getFirst().environment());
    assertTrue(problem("y-env: 1\ntasks: {a: {run: x}}").startsWith("1:1: unknown key 'y-env'"));
  }

  /** A list of which all is commented out is an empty list; a need may be told twice. */
  @Test
  void read_nothingUnderAKey_isNothing() throws IOException {
    List<TaskEntry> tasks =
        read("""
                tasks:
                  a: {run: x}
                  b:
                    run: x
                    env:
                      # A: 1
                    needs:
                      # - a
                    description:
                  c: {needs: [a, a, {task: a}]}
                """)
            .tasks();

    assertEquals(Map.of(), tasks.get(1).environment());
    assertEquals(List.of(), tasks.get(1).needs());
    assertEquals("", tasks.get(1).description());
    assertEquals(1, tasks.get(2).needs().size());
  }

  /** One anchor may be used by each of many tasks, as itself and by merging. */
  @Test
  void read_manyAliases_arePlain() throws IOException {
    List<TaskEntry> tasks =
        read("x-a: &n {A: b}\n"
                + "x-b: &b {run: x, env: *n}\ntasks:\n"
                + IntStream.range(0, 1_000)
                    .mapToObj(i -> "  a%d: {run: x, env: *n}\n  b%d: {<<: *b}\n".formatted(i, i))
                    .collect(Collectors.joining()))
            .tasks();

    assertEquals(2_000, tasks.size());
    assertEquals(Map.of("A", "b"), tasks.getLast().environment());
  }

  /** Aliases that stand for more than a machine holds are refused at the one that is too much. */
  @ParameterizedTest
  @ValueSource(strings = {"env: *n", "<<: {env: *n}", "env: {<<: *n}", "env: {<<: [*n]}"})
  void read_aliasesOfMuch_areRefused(String use) {
    String text =
        "x-a: &n\n"
            + IntStream.range(0, 20_000)
                .mapToObj("  A%1$d: b%1$d\n"::formatted)
                .collect(Collectors.joining())
            + "tasks:\n"
            + IntStream.range(0, 20_000)
                .mapToObj(i -> "  t%d: {run: x, %s}\n".formatted(i, use))
                .collect(Collectors.joining());

    String problem = problem(text);
    assertTrue(problem.matches("20\\d\\d\\d:\\d+: .*"), problem);
    assertTrue(problem.endsWith("the aliases up to here stand for more than 50 MiB"), problem);
  }

  /** Text made to exhaust memory or the stack is refused quickly. */
  @Test
  void read_hostileText_isRefused() {
    String bomb =
        "x0: &x0 [y]\n"
            + IntStream.range(1, 30)
                .mapToObj(i -> "x%d: &x%d [%s]\n".formatted(i, i, ("*x" + (i - 1) + ",").repeat(9)))
                .collect(Collectors.joining());

    assertTrue(problem(bomb).endsWith("stand for more than 50 MiB"), problem(bomb));
    assertTrue(problem(bomb).startsWith("8:"), problem(bomb));
    assertEquals("1:51: nested more than 50 levels deep", problem("[".repeat(1_000_000)));
    assertEquals("1:201: nested more than 50 levels deep", problem("{a: ".repeat(1_000) + "x"));
  }
}
