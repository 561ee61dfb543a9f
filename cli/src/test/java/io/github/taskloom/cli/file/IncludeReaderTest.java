package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.file.TaskEntry.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeReaderTest {
  @TempDir Path folder;

  private Path root;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("docs/deep"));
    root = folder.resolve("f.yaml");
  }

  private void write(String file, String yaml) throws IOException {
    Files.writeString(folder.resolve(file), yaml);
  }

  private TaskFile read(String yaml, Map<String, String> values) throws IOException {
    write("f.yaml", yaml);
    return TaskFileReader.read(root, Given.of(values, Map.of()));
  }

  private String problem(String yaml) {
    InputException e =
        assertThrows(
            InputException.class, () -> TaskGraph.of(read(yaml, Map.of()), (task, script) -> true));
    return String.valueOf(e.getMessage()).replace(folder + "/", "");
  }

  private static TaskEntry task(TaskFile file, String name) {
    return file.tasks().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /** Tasks of included files have a prefix, in what they need, too, and can be needed by it. */
  @Test
  void read_included_hasPrefixes() throws IOException {
    write("docs/tasks.yaml", "tasks: {build: {needs: {task: text, if: failed}}, text: x}");

    TaskFile file =
        read(
            """
            default: docs:build
            include: {docs: docs/tasks.yaml}
            tasks: {text: x, all: {needs: [text, docs:build]}}
            """,
            Map.of());

    assertEquals(
        List.of("text", "all", "docs:build", "docs:text"),
        file.tasks().stream().map(TaskEntry::name).toList());
    Need need = task(file, "docs:build").needs().getFirst();
    assertEquals("docs:text", need.name());
    assertEquals("FAILED", need.rule().toString());
    assertEquals(List.of("docs:build"), file.defaults());
    assertEquals(4, TaskGraph.of(file, (task, script) -> true).all().size());
  }

  /** A dir stays relative to where commands run, unless the include says where. */
  @Test
  void read_directories_areOfTheRunOrOfTheInclude() throws IOException {
    write("docs/tasks.yaml", "tasks: {a: x, b: {run: x, dir: c}, d: {run: x, dir: /e}}");
    write("docs/more.yaml", "include: {in: {file: tasks.yaml, dir: inner}}\ntasks: {a: x}");

    TaskFile file =
        read(
            """
            vars: {OUT: docs}
            include:
              plain: docs/tasks.yaml
              own: {file: docs/tasks.yaml, dir: "{{OUT}}"}
              more: {file: docs/more.yaml, dir: outer}
            tasks: {a: x}
            """,
            Map.of());

    assertEquals(null, task(file, "plain:a").directory());
    assertEquals("c", task(file, "plain:b").directory());
    assertEquals("docs", task(file, "own:a").directory());
    assertEquals("docs/c", task(file, "own:b").directory());
    assertEquals("/e", task(file, "own:d").directory());
    assertEquals("outer/inner/c", task(file, "more:in:b").directory());
  }

  /** A file has its values for itself; one of the command line reaches all that have such a var. */
  @Test
  void read_values_areOfEachFile() throws IOException {
    write("docs/.env", "D=docs");
    write(
        "docs/tasks.yaml", "dotenv: .env\nvars: {V: 1}\nenv: {E: '{{V}}', X: docs}\ntasks: {a: x}");
    String yaml = "vars: {V: 2}\nenv: {X: root}\ninclude: {docs: docs/tasks.yaml}\ntasks: {a: x}";

    TaskFile usual = read(yaml, Map.of());
    TaskFile given = read(yaml, Map.of("V", "3"));

    assertEquals(Map.of("V", "2", "X", "root"), task(usual, "a").environment());
    assertEquals(
        Map.of("D", "docs", "V", "1", "E", "1", "X", "docs"), task(usual, "docs:a").environment());
    assertEquals("3", task(given, "a").environment().get("V"));
    assertEquals("3", task(given, "docs:a").environment().get("E"));
    assertEquals(
        "3",
        task(read("include: {d: docs/tasks.yaml}\ntasks: {a: x}", Map.of("V", "3")), "d:a")
            .environment()
            .get("V"));
  }

  /** In place of a file a folder may be named that has one. */
  @Test
  void read_folder_standsForItsFile() throws IOException {
    write("docs/taskloom.yml", "tasks: {a: x}");

    assertEquals(
        folder.resolve("docs/taskloom.yml"),
        task(read("include: {docs: docs}\ntasks: {a: x}", Map.of()), "docs:a").file());
  }

  /** Mistakes are told where they are: in the included file, or where it is included. */
  @Test
  void read_mistake_namesTheFile() throws IOException {
    write("docs/a.yaml", "tasks:\n  build: {needs: txet}\n  text: x");
    write("docs/b.yaml", "tasks: {a: {rnu: x}}");
    write("docs/c.yaml", "include: {c: ../f.yaml}\ntasks: {a: x}");
    write("docs/d.yaml", "tasks: {a: {needs: b}, b: {needs: a}}");

    assertEquals(
        "docs/a.yaml:2:18: task 'build' needs 'txet', which is not there: did you mean 'text'?",
        problem("include: {d: docs/a.yaml}\ntasks: {a: x}"));
    assertEquals(
        "docs/b.yaml:1:13: unknown key 'rnu' in task 'a': did you mean 'run'?",
        problem("include: {d: docs/b.yaml}\ntasks: {a: x}"));
    assertEquals(
        "docs/c.yaml:1:14: files include each other in a circle: f.yaml -> docs/c.yaml -> f.yaml",
        problem("include: {d: docs/c.yaml}\ntasks: {a: x}"));
    assertEquals(
        "f.yaml:1:14: files include each other in a circle: f.yaml -> f.yaml",
        problem("include: {d: ./f.yaml}\ntasks: {a: x}"));
    assertTrue(
        problem("include: {d: docs/d.yaml}\ntasks: {a: x}")
            .startsWith("docs/d.yaml:1:20: tasks need each other in a circle: d:a -> d:b"),
        problem("include: {d: docs/d.yaml}\ntasks: {a: x}"));
    assertEquals(
        "f.yaml:1:14: include of 'd' names 'none.yaml', which is not there",
        problem("include: {d: none.yaml}\ntasks: {a: x}"));
    assertEquals(
        "f.yaml:1:14: include of 'd' names 'docs/deep', a folder that has no taskloom.yaml",
        problem("include: {d: docs/deep}\ntasks: {a: x}"));
  }

  /** Two tasks of one name are refused. */
  @Test
  void read_twoOfOneName_areRefused() throws IOException {
    write("docs/a.yaml", "tasks: {a: x}");
    assertEquals(
        "f.yaml:1:11: a second task 'd:a' comes from docs/a.yaml",
        problem("include: {d: docs/a.yaml}\ntasks: {'d:a': x}"));
  }

  /** Files that include each other twice each are soon too many. */
  @Test
  @Tag("full-only")
  void read_farTooMany_areRefused() throws IOException {
    write("0.yaml", "tasks: {a: x}");
    for (int i = 1; i < 12; i++) {
      String twice = "include: {x: %1$d.yaml, y: %1$d.yaml}\ntasks: {a: x}".formatted(i - 1);
      write(i + ".yaml", twice);
    }
    String problem = problem("include: {d: 11.yaml}\ntasks: {a: x}");
    assertTrue(problem.endsWith("more than 1000 files are included"), problem);
  }
}
