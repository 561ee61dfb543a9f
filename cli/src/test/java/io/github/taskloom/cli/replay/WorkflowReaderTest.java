package io.github.taskloom.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.replay.Workflow.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowReaderTest {
  @TempDir Path folder;

  private Workflow read(String json) throws IOException {
    return WorkflowReader.read(Files.writeString(folder.resolve("w.json"), json));
  }

  /** An edge counts if either of its ends tells it; what is not needed is skipped. */
  @Test
  void read_edges_areTakenFromBothEnds() throws IOException {
    Workflow workflow =
        read(
            """
            {"name": "skipped", "schemaVersion": "1.5", "workflow": {
              "specification": {"files": [{"id": "f"}], "tasks": [
                {"id": "a", "name": "A", "children": ["b"]},
                {"id": "b", "parents": ["a"]},
                {"id": "c", "parents": ["a", "b"], "children": []}]},
              "execution": {"makespanInSeconds": 9, "tasks": [
                {"id": "c", "runtimeInSeconds": 3},
                {"id": "a", "runtimeInSeconds": 1.5, "avgCPU": 2},
                {"id": "b", "runtimeInSeconds": 0.0}]}}}
            """);

    assertEquals(
        List.of(
            new Step("a", 1.5, List.of()),
            new Step("b", 0, List.of("a")),
            new Step("c", 3, List.of("a", "b"))),
        workflow.steps());
    assertEquals(3, workflow.edges());
  }

  /** What cannot be replayed is told in a line, with its place where there is one. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | :1:1: is no WfFormat: Unrecognized token 'hello'",
        "{ | :1:2: is no WfFormat: Unexpected end-of-input",
        "[] | :1:1: is no WfFormat: Cannot deserialize value of type",
        "null | : is no WfFormat: it says null",
        "{} | : is no WfFormat 1.5: it has no schemaVersion",
        "{'schemaVersion': '1.4'} | : has schemaVersion '1.4': only 1.5 is known",
        "{'schemaVersion': '1.5'} | : is no WfFormat 1.5: it has no workflow",
        "{'schemaVersion': '1.5', 'workflow': {}}"
            + " | : is no WfFormat 1.5: it has no workflow.specification",
        "{'workflow': {}, 'workflow': {}} | :1:28: is no WfFormat: Duplicate field 'workflow'",
        "{'a': 1} x | :1:10: is no WfFormat: Unrecognized token 'x'",
        "{'workflow':\\n{'specification': 5}} | :2:19: is no WfFormat: Cannot construct instance",
      })
  void read_noWorkflow_isRefused(String json, String expected) {
    assertStartsWith(expected, json.replace('\'', '"').translateEscapes());
  }

  /** Tasks that do not fit together are told by name. */
  @ParameterizedTest(name = "{0}; {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | : has no tasks",
        "{'id': 'a'} | '' | : is no WfFormat 1.5: it has no run time of task 'a'",
        "{'id': 'a'} | {'id': 'a'} | : is no WfFormat 1.5: it has no run time of task 'a'",
        "{'id': 'a'} | {'id': 'a', 'runtimeInSeconds': -1} | : has the run time -1.0 s for task 'a'",
        "{'id': 'a'} | {'id': 'a', 'runtimeInSeconds': 1e300}"
            + " | : has the run time 1.0E300 s for task 'a'",
        "{'id': 'a'}, {'id': 'a'} | '' | : has two tasks with the id 'a'",
        "{'name': 'a'} | '' | : is no WfFormat 1.5: it has no id of a task",
        "{'id': 'a', 'parents': ['b']} | '' | : has no task 'b', which stands beside 'a'",
        "{'id': 'a', 'children': ['b']} | '' | : has no task 'b', which stands beside 'a'",
        "{'id': 'a', 'children': [null]} | '' | : is no WfFormat 1.5: it has no name of a task",
        "null | '' | : is no WfFormat 1.5: it has no task in",
      })
  void read_wrongTasks_areRefused(String specified, String executed, String expected) {
    String json =
        "{'schemaVersion': '1.5', 'workflow': {'specification': {'tasks': [%s]}, 'execution': {'tasks': [%s]}}}"
            .formatted(specified, executed);

    assertStartsWith(expected, json.replace('\'', '"'));
  }

  /** Tasks in a circle are told with the whole path. */
  @Test
  void of_circle_isRefused() throws IOException {
    Path file = folder.resolve("w.json");
    Workflow workflow =
        new Workflow(List.of(new Step("a", 1, List.of("b")), new Step("b", 1, List.of("a"))));

    InputException e = assertThrows(InputException.class, () -> Replay.of(file, workflow, 1));

    assertEquals(file + ": tasks need each other in a circle: a -> b -> a", e.getMessage());
  }

  private void assertStartsWith(String expected, String json) {
    String message = assertThrows(InputException.class, () -> read(json)).getMessage();
    String start = folder.resolve("w.json") + expected;
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())), message);
    assertEquals(1, message.lines().count(), message);
  }
}
