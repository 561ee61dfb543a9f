package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.cli.file.TaskEntry.Policy;
import io.github.taskloom.policy.EdgeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a task file says of attempts, time limits and rules of needs. */
class TaskPolicyTest {
  @TempDir Path folder;

  private TaskEntry read(String task) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), "tasks:\n  a: {" + task + "}\n");
    return TaskFileReader.read(file).tasks().getFirst();
  }

  private static Attempts attempts(int most, long backoffMillis) {
    return new Attempts(most, Duration.ofMillis(backoffMillis), null);
  }

  /** All forms of retry and timeout. */
  @Test
  void read_policy_isInTheEntry() throws IOException {
    assertEquals(Policy.NONE, read("run: x").policy());
    assertEquals(new Policy(attempts(3, 0), null), read("run: x, retry: 3").policy());
    assertEquals(
        new Policy(attempts(100, 0), Duration.ofSeconds(90)),
        read("run: x, retry: {attempts: 100}, timeout: 1m30s").policy());
    assertEquals(
        new Policy(attempts(5, 250), null),
        read("run: x, retry: {backoff: 250ms, attempts: 5}").policy());
    assertEquals(
        new Policy(new Attempts(5, Duration.ofMillis(250), Duration.ofSeconds(10)), null),
        read("run: x, retry: {attempts: 5, backoff: 250ms, cap: 10s}").policy());
  }

  /** A need is a name or a mapping, alone or in a list. */
  @Test
  void read_needs_haveTheirRules() throws IOException {
    assertEquals(
        List.of(new Need("b", new Position(2, 21), EdgeRule.FAILED)),
        read("needs: {task: b, if: failed}").needs());
    assertEquals(
        List.of(
            new Need("b", new Position(2, 15)),
            new Need("c", new Position(2, 25), EdgeRule.COMPLETED),
            new Need("d", new Position(2, 51))),
        read("needs: [b, {task: c, if: completed}, {task: d}]").needs());
  }

  /** Each mistake is told with the place of what is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: x, retry: 0"
            + " | 2:22: retry of task 'a' must be a whole number from 1 to 100, but is '0'",
        "run: x, retry: 101"
            + " | 2:22: retry of task 'a' must be a whole number from 1 to 100, but is '101'",
        "run: x, retry: -1"
            + " | 2:22: retry of task 'a' must be a whole number from 1 to 100, but is '-1'",
        "run: x, retry: 2.5"
            + " | 2:22: retry of task 'a' must be a whole number from 1 to 100, but is '2.5'",
        "run: x, retry: 99999999999"
            + " | 2:22: retry of task 'a' must be a whole number from 1 to 100, but is"
            + " '99999999999'",
        "run: x, retry: often"
            + " | 2:22: retry of task 'a' must be a whole number from 1 to 100, but is 'often'",
        "run: x, retry: [3] | 2:22: retry of task 'a' must be a number or a mapping, but is a list",
        "run: x, retry: | 2:15: retry of task 'a' is empty: give it a value or leave it out",
        "run: x, retry: {}"
            + " | 2:15: retry of task 'a' has no 'attempts': how often is it tried?",
        "run: x, retry: {backoff: 1s}"
            + " | 2:15: retry of task 'a' has no 'attempts': how often is it tried?",
        "run: x, retry: {attempts: 0}"
            + " | 2:33: attempts in retry of task 'a' must be a whole number from 1 to 100,"
            + " but is '0'",
        "run: x, retry: {atempts: 3}"
            + " | 2:23: unknown key 'atempts' in retry of task 'a': did you mean 'attempts'?",
        "run: x, retry: {attempts: 3, cap: 1s}"
            + " | 2:36: retry of task 'a' has a cap without a backoff: give it the first wait as"
            + " 'backoff'",
        "run: x, retry: {attempts: 3, backoff: 2s, cap: 1500ms}"
            + " | 2:54: cap in retry of task 'a' is less than the backoff: 1s500ms after 2s",
        "run: x, retry: {attempts: 3, backoff: 2}"
            + " | 2:45: backoff in retry of task 'a': '2' has no unit: write 2s for seconds, or d,"
            + " h, m, ms",
        "run: x, timeout: 90"
            + " | 2:24: timeout of task 'a': '90' has no unit: write 90s for seconds, or d, h, m,"
            + " ms",
        "run: x, timeout: 0s | 2:24: timeout of task 'a': '0s' is no time at all",
        "run: x, timeout: 400d"
            + " | 2:24: timeout of task 'a': '400d' is longer than 365d, the longest duration",
        "run: x, timeout: {of: 1s} | 2:24: timeout of task 'a' must be text, but is a mapping",
        "needs: b, retry: 3" + " | 2:17: task 'a' has a retry, but no 'run' that it could be for",
        "needs: b, timeout: 3s"
            + " | 2:17: task 'a' has a timeout, but no 'run' that it could be for",
        "needs: {if: failed} | 2:14: needs of task 'a' has no 'task'",
        "needs: [{task: b, if: done}]"
            + " | 2:29: if in an item of needs of task 'a' must be 'failed', 'completed' or 'always', but is"
            + " 'done'; left out, the other task must be DONE",
        "needs: [{task: b, when: failed}]"
            + " | 2:25: unknown key 'when' in an item of needs of task 'a': known are 'task', 'if'",
        "needs: [{task: [b], if: failed}]"
            + " | 2:22: task in an item of needs of task 'a' must be text, but is a list",
        "needs: [b, {task: b, if: failed}]"
            + " | 2:25: task 'a' needs 'b' twice, and each time otherwise",
        "needs: [{task: b, if: failed}, {task: b, if: completed}]"
            + " | 2:45: task 'a' needs 'b' twice, and each time otherwise",
      })
  void read_mistake_isToldWithItsPlace(String task, String expected) {
    String message = assertThrows(InputException.class, () -> read(task)).getMessage();

    assertEquals(expected, message.substring((folder.resolve("f.yaml") + ":").length()));
  }
}
