package io.github.taskloom.cli.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom;
import io.github.taskloom.cli.Taskloom.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where runs are kept: what they leave to each other, and what they never touch. */
@Timeout(120)
class MakeStateTest {
  @TempDir Path folder;

  private Ended make(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "make";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Taskloom(folder).run(all);
  }

  private String write(String name, String yaml) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, yaml).toString();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Files of one name, in two folders or by another extension, do not share what was DONE. */
  @Test
  void resume_filesOfOneName_areApart() throws IOException {
    String ran = folder.resolve("ran").toString();
    for (String name : List.of("api/build.yaml", "web/build.yaml", "web/build.yml")) {
      String file = write(name, "tasks: {a: {run: echo %s >> %s}}".formatted(name, ran));
      assertEquals(0, make(file, "--resume").exitCode());
      assertEquals(0, make(file, "--resume").exitCode());
    }

    assertEquals("api/build.yaml\nweb/build.yaml\nweb/build.yml\n", text("ran"));
  }

  /** A folder that moves takes what was DONE along. */
  @Test
  void resume_movedFolder_goesOn() throws IOException {
    String file = write("here/a.yaml", "tasks: {a: {run: echo a >> ran}}");
    assertEquals(0, make(file, "-C", folder.resolve("here").toString()).exitCode());
    Path there = Files.move(folder.resolve("here"), folder.resolve("there"));

    Ended ended = make(there.resolve("a.yaml").toString(), "-C", there.toString(), "--resume");

    assertEquals(0, ended.exitCode(), ended.out());
    assertEquals("a\n", text("there/ran"));
  }

  /** Two runs of one file go on side by side, and each can be resumed by its name. */
  @Test
  void make_twiceAtOnce_bothRun() throws Exception {
    String file =
        write(
            "a.yaml",
            """
            tasks:
              serve: {run: "touch DIR/up; until [ -e DIR/go ]; do sleep 0.05; done"}
              test: {run: echo test >> DIR/ran}
            """
                .replace("DIR", folder.toString()));
    CompletableFuture<Ended> serving = CompletableFuture.supplyAsync(() -> make(file, "serve"));
    await().atMost(60, SECONDS).until(() -> Files.exists(folder.resolve("up")));

    assertEquals(0, make(file, "test").exitCode());
    assertEquals(0, make(file, "test", "--resume").exitCode(), "the one that ended");
    Files.createFile(folder.resolve("go"));
    assertEquals(0, serving.get(60, SECONDS).exitCode());

    List<Path> runs = new Taskloom(folder).runs("a.yaml");
    assertEquals(3, runs.size());
    String serve = runs.getLast().getFileName().toString();
    Ended named = make(file, "test", "--resume=" + serve);
    assertEquals(0, named.exitCode(), named.err());
    assertEquals("test\ntest\n", text("ran"), "that run has served, and tested nothing");
  }

  /** A run that there is none of is refused, and those that there are are told. */
  @Test
  void resume_unknownRun_startsNothing() throws IOException {
    String file = write("a.yaml", "tasks: {a: {run: echo a >> %s/ran}}".formatted(folder));
    make(file);
    String run = new Taskloom(folder).lastRun("a.yaml").getFileName().toString();

    Ended ended = make(file, "--resume=yesterday");

    assertEquals(2, ended.exitCode());
    assertTrue(
        ended.err().contains("has no run 'yesterday'; there are [" + run + "]"), ended.err());
    assertEquals("a\n", text("ran"));
  }

  /** What comes behind it is a target: only what is written with = is the name of a run. */
  @Test
  void resume_beforeATarget_doesNotTakeIt() throws IOException {
    String file = write("a.yaml", "tasks: {a: {run: 'true'}, b: {run: 'true'}}");

    Ended ended = make(file, "--resume", "b");

    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().contains("\n1 task DONE in "), ended.out());
  }

  /** A task that takes the state away, as git clean does, ends neither the run nor a later one. */
  @Test
  void make_stateTakenAway_goesOnAndCanBeResumed() throws IOException {
    String file =
        write(
            "a.yaml",
            """
            tasks:
              first: {run: echo first >> DIR/ran}
              clean: {needs: first, run: rm -rf DIR/.taskloom}
              second: {needs: clean, run: echo second >> DIR/ran}
              broken: {needs: second, run: "echo why; test -e DIR/fixed"}
            """
                .replace("DIR", folder.toString()));

    Ended first = make(file);

    assertEquals(1, first.exitCode());
    assertTrue(first.out().contains("\nwhy\n"), first.out());
    assertTrue(
        first.out().contains(" was taken away while it went on: earlier output is gone"),
        first.out());
    Files.createFile(folder.resolve("fixed"));
    Ended second = make(file, "--resume");
    assertEquals(0, second.exitCode(), second.out());
    assertEquals("first\nsecond\n", text("ran"));
    assertTrue(second.out().contains("\n4 tasks DONE (3 before) in "), second.out());
  }

  /** Its own output is gone with the folder, and that is said. */
  @Test
  void make_failsAfterItTookTheStateAway_saysThatItsOutputIsGone() throws IOException {
    String file =
        write("a.yaml", "tasks: {a: {run: echo x; rm -rf %s/.taskloom; exit 1}}".formatted(folder));

    Ended ended = make(file);

    assertEquals(1, ended.exitCode());
    assertTrue(ended.out().contains("--- the output of 'a' was taken away\n"), ended.out());
  }

  /** Nothing of the user's is written over, in whatever place the state is to be. */
  @Test
  void make_stateAmongOwnFiles_leavesThem() throws IOException {
    String file = write("a.yaml", "tasks: {backup: {run: 'true'}}");
    write("backup.sh", "mine");
    write("run.journal", "mine");

    assertEquals(0, make(file, "--state", folder.toString()).exitCode());

    assertEquals("mine", text("backup.sh"));
    assertEquals("mine", text("run.journal"));
    assertTrue(Files.notExists(folder.resolve(".gitignore")), "their files are seen by git");
  }
}
