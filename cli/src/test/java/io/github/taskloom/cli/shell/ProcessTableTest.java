package io.github.taskloom.cli.shell;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessTableTest {
  private static final ProcessMark NOBODYS = new ProcessMark("no such mark");

  @TempDir Path folder;

  private Process process;

  private ProcessHandle start(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
    builder.environment().put(ProcessMark.VARIABLE, "test-" + folder.getFileName() + ".1");
    process = builder.start();
    return process.toHandle();
  }

  private ProcessHandle awaitChild(String file) throws IOException {
    Path pid = folder.resolve(file);
    await().atMost(20, SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 0);
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  @AfterEach
  void end() {
    ProcessTable.read()
        .family(List.of(process.toHandle()), new ProcessMark("test-" + folder.getFileName()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** A process whose end its parent has not looked at does not run any more. */
  @Test
  void isRunning_zombie_isFalse() throws IOException {
    ProcessHandle parent = start("sh -c 'echo $$ > child; exec sleep 300' & exec sleep 300");
    ProcessHandle child = awaitChild("child");
    assertTrue(ProcessTable.read().isRunning(child));

    child.destroy();

    await().atMost(20, SECONDS).until(() -> !ProcessTable.read().isRunning(child));
    assertTrue(child.isAlive(), "a zombie to the JDK");
    assertTrue(ProcessTable.read().isRunning(parent));
  }

  /** The family are descendants, and each process that bears the mark, wherever it hangs. */
  @Test
  void family_marked_isFoundWithoutItsParent() throws IOException {
    ProcessHandle parent =
        start(
            """
            sh -c 'echo $$ > child; exec sleep 300' &
            (setsid sh -c 'echo $$ > orphan; exec sleep 300' &)
            wait
            """);
    ProcessHandle child = awaitChild("child");
    ProcessHandle orphan = awaitChild("orphan");
    ProcessMark mark = new ProcessMark("test-" + folder.getFileName());
    // The shell that has started the orphan may still be about to end.
    await()
        .atMost(20, SECONDS)
        .untilAsserted(
            () ->
                assertEquals(
                    Set.of(parent, child, orphan), ProcessTable.read().family(List.of(), mark)));

    Set<ProcessHandle> descendants = ProcessTable.read().family(List.of(parent), NOBODYS);
    assertTrue(descendants.containsAll(List.of(parent, child)));
    assertFalse(descendants.contains(orphan));
  }
}
