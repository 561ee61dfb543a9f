package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A run as WfFormat 1.5 has what that format wants, and what a replay needs. */
class WfFormatTest {
  private static final String ID = "[0-9a-zA-Z_.-]+";

  private final Recording recording = new Recording();
  private final Make make = Make.defaults().recorder(recording);

  private JsonNode written() throws IOException {
    JsonNode file = Written.json(Report.of(recording).title("nightly")::wfformat);
    check(file);
    return file;
  }

  /** What the schema of the format wants, and that both halves tell the same graph. */
  private static void check(JsonNode file) {
    assertEquals("1.5", file.at("/schemaVersion").asText());
    assertTrue(file.at("/name").asText().length() > 0);
    Instant.parse(file.at("/createdAt").asText());
    assertTrue(file.at("/runtimeSystem/version").asText().length() > 0);
    JsonNode execution = file.at("/workflow/execution");
    assertTrue(execution.at("/makespanInSeconds").isNumber());
    Instant.parse(execution.at("/executedAt").asText());
    JsonNode machine = execution.at("/machines/0");
    assertTrue(machine.at("/nodeName").asText().length() > 0);
    assertTrue(machine.at("/cpu/coreCount").asInt() >= 1);
    assertTrue(machine.at("/memoryInBytes").asLong() >= 1);
    assertTrue(Set.of("linux", "macos", "windows").contains(machine.at("/system").asText()));

    Map<String, JsonNode> tasks = new HashMap<>();
    for (JsonNode task : file.at("/workflow/specification/tasks")) {
      assertTrue(task.at("/id").asText().matches(ID), task::toString);
      assertTrue(task.at("/name").asText().length() > 0);
      assertEquals(null, tasks.put(task.at("/id").asText(), task));
    }
    assertTrue(tasks.size() > 0);
    Set<String> edges = new TreeSet<>();
    Set<String> backwards = new TreeSet<>();
    tasks.forEach(
        (id, task) -> {
          task.at("/parents").forEach(parent -> edges.add(parent.asText() + ">" + id));
          task.at("/children").forEach(child -> backwards.add(id + ">" + child.asText()));
        });
    assertEquals(edges, backwards);
    edges.forEach(edge -> assertTrue(tasks.keySet().containsAll(List.of(edge.split(">")))));
    Set<String> executed = new HashSet<>();
    for (JsonNode task : execution.at("/tasks")) {
      assertTrue(executed.add(task.at("/id").asText()));
      assertTrue(task.at("/runtimeInSeconds").asDouble() >= 0);
      assertEquals(machine.at("/nodeName"), task.at("/machines/0"));
    }
    assertEquals(tasks.keySet(), executed);
  }

  /** Names that the format allows as ids are ids. */
  @Test
  void run_ofPlainNames_hasThemAsIds() throws IOException {
    Task<Integer> a = Task.of("a", () -> 1);
    Task<Integer> b = a.then("b", value -> value);
    make.now(b);

    JsonNode file = written();
    assertEquals("nightly", file.at("/name").asText());
    assertEquals("[\"a\"]", file.at("/workflow/specification/tasks/1/parents").toString());
    assertEquals("[\"b\"]", file.at("/workflow/specification/tasks/0/children").toString());
  }

  /** Other names, and those of several tasks, have a number. */
  @Test
  void run_ofOtherNames_hasIdsWithNumbers() throws IOException {
    make.now(
        Task.of("same", () -> 1),
        Task.of("same", () -> 1),
        Task.of("", () -> 1),
        Task.of("same_ID0000001", () -> 1),
        Task.of("über/alles </x>", () -> 1),
        Task.of("x".repeat(10_000), () -> 1));

    JsonNode file = written();
    Set<String> ids = new TreeSet<>();
    file.at("/workflow/specification/tasks").forEach(task -> ids.add(task.at("/id").asText()));
    assertEquals(6, ids.size());
    assertTrue(ids.contains("_ber_alles_x__ID0000005"), ids::toString);
  }

  /** What ran inside of a task is part of its time; what did not run took none. */
  @Test
  void run_withNestedMakeAndFailure_hasTheTasksOfTheMakeItself() throws IOException {
    Task<Integer> outer = Task.of("outer", () -> make.get(Task.of("inner", () -> 1)));
    Task<Integer> bad =
        Task.of(
            "bad",
            () -> {
              throw new IllegalStateException();
            });
    make.now(outer, bad.then("never", value -> value));

    JsonNode file = written();
    Map<String, Double> seconds = new HashMap<>();
    file.at("/workflow/execution/tasks")
        .forEach(
            task -> seconds.put(task.at("/id").asText(), task.at("/runtimeInSeconds").asDouble()));
    assertEquals(Set.of("outer", "bad", "never"), seconds.keySet());
    assertEquals(0, seconds.get("never"));
    assertTrue(seconds.get("outer") > 0);
  }

  /** The format has no workflow without tasks. */
  @Test
  void run_withoutTasks_isRefused() {
    Report nothing = Report.of(recording);
    assertThrows(IllegalStateException.class, () -> Written.bytes(nothing::wfformat));
  }
}
