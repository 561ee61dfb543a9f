package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program of a user's that is a module: compiled and run on the module path, by this JDK. */
@Timeout(120)
class ModulePathTest {
  private static final String MODULE =
      """
      module io.github.user {
        requires io.github.taskloom;
      }
      """;

  private static final String PROGRAM =
      """
      package io.github.user;

      import io.github.taskloom.Make;
      import io.github.taskloom.Order;
      import io.github.taskloom.Task;
      import io.github.taskloom.TaskState;
      import io.github.taskloom.fsm.Fsm;
      import io.github.taskloom.fsm.Transitions;
      import io.github.taskloom.policy.Retry;
      import io.github.taskloom.testkit.VirtualClock;
      import java.time.Duration;

      public class Program {
        enum Door { OPEN, CLOSED }
        enum Act { CLOSE }

        public static void main(String[] args) {
          Task<Integer> a = Task.of("a", () -> 1);
          Task<Integer> b = Task.builder("b", () -> 2).retry(Retry.times(2)).build();
          Task<Integer> sum = Task.of("sum", a, b, (x, y) -> x + y);
          Make make = Make.defaults().order(Order.EAGER).timeout(Duration.ofMinutes(1));
          Fsm<Door, Act> door =
              new Fsm<>(
                  Transitions.of(Door.class, Act.class)
                      .on(Door.OPEN, Act.CLOSE, Door.CLOSED)
                      .build(),
                  Door.OPEN);
          door.fire(Act.CLOSE);
          boolean done = new VirtualClock() != null && sum.state() == TaskState.PENDING;
          System.out.println(
              make.get(sum) + " " + sum.state() + " " + door.state() + " " + done
                  + " " + Program.class.getModule().isNamed()
                  + " " + Task.class.getModule().getName());
        }
      }
      """;

  private static final String PEEKING =
      """
      package io.github.user;

      class Peeking {
        io.github.taskloom.internal.task.TaskNode<?> node;
      }
      """;

  @TempDir Path folder;

  private Path source(String name, String text) throws IOException {
    Path file = folder.resolve("source").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** What javac says of them, as a module that requires this one; empty where all is well. */
  private String compile(Path... sources) {
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter told = new StringWriter();
    List<String> options =
        List.of("--module-path", core().toString(), "-d", folder.resolve("classes").toString());
    var files = javac.getStandardFileManager(null, null, null).getJavaFileObjects(sources);
    javac.getTask(told, null, null, options, null, files).call();
    return told.toString();
  }

  /** Where the module's own classes stand. */
  private static Path core() {
    return Path.of(
        URI.create(Task.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** All exported packages are to be had, and what they need inside is found at run time. */
  @Test
  void program_asAModule_compilesAndRuns() throws Exception {
    String told =
        compile(source("module-info.java", MODULE), source("io/github/user/Program.java", PROGRAM));
    assertEquals("", told);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                core() + System.getProperty("path.separator") + folder.resolve("classes"),
                "--module",
                "io.github.user/io.github.user.Program")
            .redirectError(ProcessBuilder.Redirect.INHERIT) // a JVM tells of its options there
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(process.waitFor(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals("3 DONE CLOSED true true io.github.taskloom", printed.strip());
    assertEquals(0, process.exitValue());
  }

  /** What is inside is not to be had. */
  @Test
  void program_thatLooksInside_isRefusedByTheCompiler() throws Exception {
    String told =
        compile(source("module-info.java", MODULE), source("io/github/user/Peeking.java", PEEKING));

    assertTrue(told.contains("package io.github.taskloom.internal.task is not visible"), told);
  }
}
