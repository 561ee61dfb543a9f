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

/** Values of a task file, as its commands find them. */
class MakeValuesTest {
  private static final String YAML =
      """
      dotenv: FOLDER/.env
      vars: {MODE: fast}
      env: {LEVEL: 3}
      tasks:
        one: echo "$MODE $LEVEL $STAGE $OWN" >> seen
        two:
          env: {OWN: "{{MODE}} of $PATH", LEVEL: 4}
          run: echo "$MODE $LEVEL $STAGE $OWN" >> seen
      """;

  @TempDir Path folder;

  private Ended make(String... more) throws IOException {
    Files.deleteIfExists(folder.resolve("seen"));
    return new Taskloom(folder).make(YAML.replace("FOLDER", folder.toString()), more);
  }

  private String seen() throws IOException {
    return Files.readString(folder.resolve("seen"));
  }

  /** Commands find all values as variables, literally. */
  @Test
  void make_values_areVariables() throws IOException {
    new Taskloom(folder).write(".env", "STAGE='$(touch run)'\n");

    Ended ended = make("-j", "1", "MODE=$HOME", "two", "one");

    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals(
        "$HOME 3 $(touch run) \n$HOME 4 $(touch run) $HOME of $PATH\n", seen(), ended.out());
  }

  /** What was DONE with other values runs again. */
  @Test
  void make_resumeWithOtherValues_runsAgain() throws IOException {
    Taskloom taskloom = new Taskloom(folder);
    taskloom.write(".env", "STAGE=a\n");
    assertEquals(0, make().exitCode());

    assertTrue(make("--resume").out().contains("all was DONE before"));
    assertTrue(make("--resume", "MODE=slow").out().contains("changed since DONE"));
    assertEquals(0, make("--resume").exitCode());
    taskloom.write(".env", "STAGE=b\n");
    assertTrue(make("--resume").out().contains("changed since DONE, so run again: 'one', 'two'"));
  }

  /** A variable that the caller does not have stops those tasks alone that ask for it. */
  @Test
  void make_missingOfTheCaller_stopsWhoAsks() throws IOException {
    String yaml =
        """
        tasks:
          test: touch tested
          deploy: {run: touch deployed, env: {KEY: "{{env.TASKLOOM_NO_SUCH_KEY}}"}}
        """;
    Taskloom taskloom = new Taskloom(folder);

    Ended test = taskloom.make(yaml, "test");
    Ended all = taskloom.make(yaml);

    assertEquals(0, test.exitCode(), test.err());
    assertEquals(2, all.exitCode());
    assertTrue(
        all.err()
            .contains(
                "tasks.yaml:3:44: '{{env.TASKLOOM_NO_SUCH_KEY}}' in KEY in env of task 'deploy' is"
                    + " not in the caller's environment"),
        all.err());
    assertTrue(Files.notExists(folder.resolve("deployed")));
  }
}
