package io.github.taskloom.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayMembersTest {
  private static final String DIAMOND =
      """
      {"schemaVersion": "1.5", "workflow": {
        "specification": {"tasks": [{"id": "d", "parents": ["b", "c"]}, {"id": "a"},
          {"id": "b", "parents": ["a"]}, {"id": "c", "parents": ["a"]}]},
        "execution": {"tasks": [
          {"id": "a", "runtimeInSeconds": 1}, {"id": "b", "runtimeInSeconds": 10},
          {"id": "c", "runtimeInSeconds": 20}, {"id": "d", "runtimeInSeconds": 1}]}}}
      """;

  @TempDir Path folder;

  private Ended replay(String json, String... more) throws Exception {
    Taskloom taskloom = new Taskloom(folder);
    String file = taskloom.write("w.json", json).toString();
    List<String> arguments = new ArrayList<>(List.of("replay", file));
    arguments.addAll(List.of(more));
    return taskloom.run(arguments.toArray(String[]::new));
  }

  /** A hand-out that costs nothing takes the time of the critical path, and no slot waits. */
  @Test
  void replay_members_printsTheFigures() throws Exception {
    Ended ended =
        replay(
            DIAMOND,
            "--members",
            "2",
            "--slots",
            "1",
            "--latency=0",
            "--task-cost=0",
            "--batch-cost=0");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(
        """
        4 tasks on 2 members of 1 slots, simulated
        critical path              22.000 s
        work / slots               16.000 s
        ideal                      22.000 s
        makespan                   22.000 s
        makespan / ideal              1.000
        slots in use                 72.7 %
        caller at work                0.0 %
        caller the limit              0.0 %
        exchanges                         8
        tasks per second                0.2
        """,
        ended.out());
  }

  /**
   * Run times are divided, what the hand-out costs is not: 6 exchanges of 1 s on the longest way.
   */
  @Test
  void replay_speedupAndLatency_areSimulated() throws Exception {
    Ended ended =
        replay(
            DIAMOND,
            "--members=2",
            "--slots=1",
            "--latency=1e6",
            "--task-cost=0",
            "--batch-cost=0",
            "--speedup=10",
            "--order=layered");

    assertTrue(ended.out().contains("\nmakespan                    8.200 s\n"), ended.out());
  }

  /** What cannot be is told in one line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--slots 3 | Missing required argument(s): --members=N; try",
        "--members 0 | '0' is not a whole number from 1 to 1000000; try",
        "--members 3 --prefetch -1 | '-1' is not a whole number from 0 to 1000000; try",
        "--members 3 --latency x | 'x' is not a number of microseconds from 0 to 3600000000; try",
        "--members 3 --copies 1000000 --speedup 1e-6 | w.json: would take more than 292 years",
      })
  void replay_wrongHandOut_isOneLine(String options, String expected) throws Exception {
    Ended ended = replay(DIAMOND, options.split(" "));

    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains(expected), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
  }

  /** More tasks than an array has places are refused. */
  @Test
  void replay_tooManyCopies_isRefused() throws Exception {
    String tasks = "{'id': 'a'}" + ", {'id': '%s'}".repeat(3_000);
    String times =
        "{'id': 'a', 'runtimeInSeconds': 1}"
            + ", {'id': '%s', 'runtimeInSeconds': 1}".repeat(3_000);
    Object[] names = new Object[3_000];
    Arrays.setAll(names, at -> at);
    String json =
        "{'schemaVersion': '1.5', 'workflow': {'specification': {'tasks': [%s]}, 'execution': {'tasks': [%s]}}}"
            .formatted(tasks.formatted(names), times.formatted(names))
            .replace('\'', '"');

    Ended ended = replay(json, "--members=1", "--copies=1000000");

    assertEquals(2, ended.exitCode(), ended.err());
    assertTrue(ended.err().contains("1000000 times 3001 tasks are more than two billion"));
  }

  /** Ten million tasks on 1,000 members: 8 bytes a task, and some seconds. */
  @Test
  @Tag("sized")
  @Tag("full-only")
  @Timeout(600)
  void replay_tenMillionTasks_isSimulated() throws Exception {
    Ended ended = replay(DIAMOND, "--members=1000", "--copies=2500000");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().startsWith("10000000 tasks on 1000 members of 8 slots"), ended.out());
  }
}
