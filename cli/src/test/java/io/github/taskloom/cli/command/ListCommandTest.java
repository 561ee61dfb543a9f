package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
  @TempDir Path folder;

  private Ended list(String yaml, String... more) throws IOException {
    Taskloom taskloom = new Taskloom(folder);
    String file = taskloom.write("t.yaml", yaml).toString();
    return more.length == 0
        ? taskloom.run("list", file)
        : taskloom.run("list", "-f", file, more[0]);
  }

  /** Each task with what it needs and what it is for, without a run and without its values. */
  @Test
  void list_tasks_areTold() throws IOException {
    Ended ended =
        list(
            """
            dotenv: none.env
            default: [all]
            tasks:
              one: touch ran
              two: {needs: one, description: "the\\nsecond", dir: "{{env.TASKLOOM_NO_SUCH}}", run: x}
              all: {needs: [one, {task: two, if: completed}], description: both}
            """);

    assertEquals("", ended.err());
    assertEquals(
        """
        TASK  NEEDS     DESCRIPTION
        one
        two   one       the\\nsecond
        all   one, two  both

        without a target: all
        """,
        ended.out());
    assertEquals(0, ended.exitCode());
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  /** Names alone, for shells, as they are; those that would be two lines are left out. */
  @Test
  void list_names_areLines() throws IOException {
    Ended ended = list("tasks: {'a b': x, 'c:d': x, \"e\\nf\": x, größe: x}", "--names");

    assertEquals("a b\nc:d\ngröße\n", ended.out());
  }

  /** Without a default all tasks are made, and a mistake is told as by make. */
  @Test
  void list_otherFiles_areTold() throws IOException {
    assertTrue(list("tasks: {a: x}").out().endsWith("\n\nwithout a target: all tasks\n"));

    Ended wrong = list("tasks: {a: {needs: b}}");
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("t.yaml:1:20: task 'a' needs 'b'"), wrong.err());
  }
}
