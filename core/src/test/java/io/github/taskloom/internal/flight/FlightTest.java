package io.github.taskloom.internal.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskAction;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the flight recorder of the JDK shows of makes, read by its own means. */
@Timeout(120)
class FlightTest {
  private static final Duration BACKOFF = Duration.ofHours(2);

  @TempDir Path folder;

  /** A program that makes, for JVMs of its own. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Task<Integer> one = Task.of("one", () -> 1);
      Task<Integer> two = one.then("two", number -> number + Make.defaults().get(inner()));
      boolean hasJfr = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
      System.out.println("made " + Make.defaults().get(two) + ", jfr " + hasJfr);
    }

    private static Task<Integer> inner() {
      return Task.of("inner", () -> 1);
    }
  }

  static Path record(Path file, TaskAction body) throws Exception {
    try (Recording recording = new Recording()) {
      for (String name : List.of("taskloom.Make", "taskloom.TaskAttempt", "taskloom.TaskWait")) {
        recording.enable(name).withThreshold(Duration.ZERO);
      }
      recording.start();
      body.run();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  static List<RecordedEvent> of(List<RecordedEvent> all, String type) {
    return all.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }

  static RecordedEvent ofTask(List<RecordedEvent> all, String type, String task) {
    List<RecordedEvent> found =
        of(all, type).stream().filter(event -> task.equals(event.getString("task"))).toList();
    assertEquals(1, found.size(), () -> type + " of " + task + ": " + all);
    return found.getFirst();
  }

  /** Makes of other tests that end meanwhile may be in a recording, too. */
  static RecordedEvent ofMake(List<RecordedEvent> all, String goals) {
    List<RecordedEvent> found =
        of(all, "taskloom.Make").stream()
            .filter(event -> goals.equals(event.getString("goals")))
            .toList();
    assertEquals(1, found.size(), () -> "makes of " + goals + ": " + all);
    return found.getFirst();
  }

  private static void makeNested(Order order) throws Exception {
    VirtualClock clock = new VirtualClock();
    Make make = Make.defaults().order(order).clock(clock);
    Task<?> inner = Task.run("inner", () -> {});
    Task<?> innerNext = Task.run("inner next", () -> {});
    innerNext.require(inner);
    AtomicInteger runs = new AtomicInteger();
    Task<?> flaky =
        Task.builder(
                "flaky",
                () -> {
                  if (runs.incrementAndGet() == 1) {
                    throw new IllegalStateException("no");
                  }
                  return null;
                })
            .retry(Retry.times(2).backoff(BACKOFF))
            .build();
    Task<?> outer = Task.run("outer", () -> make.now(innerNext));
    outer.require(flaky);
    CompletableFuture<?> made = make.later(outer);
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(BACKOFF);
    made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Makes, their parents, attempts and waits, in both orders. */
  @ParameterizedTest
  @EnumSource
  void recording_nestedMakes_isReadBack(Order order) throws Exception {
    Path file = record(folder.resolve("nested.jfr"), () -> makeNested(order));

    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    RecordedEvent outer = ofMake(all, "outer");
    RecordedEvent inner = ofMake(all, "inner next");
    assertEquals(outer.getLong("make"), inner.getLong("parent"));
    assertEquals("outer", inner.getString("parentTask"));
    assertEquals(2, outer.getInt("tasks"));
    assertEquals(2, outer.getLong("done"));
    assertTrue(!outer.getStartTime().isAfter(inner.getStartTime()));
    assertTrue(!outer.getEndTime().isBefore(inner.getEndTime()));
    RecordedEvent runs = ofTask(all, "taskloom.TaskAttempt", "outer");
    assertEquals("DONE", runs.getString("state"));
    assertEquals(outer.getLong("make"), runs.getLong("make"));
    assertTrue(runs.getDuration().compareTo(inner.getDuration()) >= 0);
    RecordedEvent within = ofTask(all, "taskloom.TaskAttempt", "inner next");
    assertEquals(inner.getLong("make"), within.getLong("make"));
    assertEquals(outer.getLong("make"), within.getLong("parent"));
    assertTrue(!within.getString("worker").isEmpty());
    List<RecordedEvent> attempts =
        of(all, "taskloom.TaskAttempt").stream()
            .filter(event -> "flaky".equals(event.getString("task")))
            .sorted((one, other) -> one.getInt("attempt") - other.getInt("attempt"))
            .toList();
    assertEquals(
        List.of("1 FAILED", "2 DONE"),
        attempts.stream()
            .map(event -> event.getInt("attempt") + " " + event.getString("state"))
            .toList());
    List<Long> both = List.of(outer.getLong("make"), inner.getLong("make"));
    List<RecordedEvent> waits =
        of(all, "taskloom.TaskWait").stream()
            .filter(event -> both.contains(event.getLong("make")))
            .toList();
    RecordedEvent between =
        waits.stream().filter(event -> event.getInt("attempt") == 2).findFirst().orElseThrow();
    assertEquals("flaky", between.getString("task"));
    assertEquals(BACKOFF, between.getDuration("backoff"));
    assertTrue(between.getDuration().isPositive());
    assertEquals(5, waits.size());
    assertTrue(all.stream().allMatch(event -> event.getStackTrace() == null));
  }

  /** A make that is stopped says why, and tasks that did not run have no wait. */
  @Test
  void recording_makeFailsFast_saysSo() throws Exception {
    Task<?> fails =
        Task.run(
            "fails",
            () -> {
              throw new IllegalStateException("no");
            });
    Task<?> behind = Task.run("behind", () -> {});
    behind.require(fails);

    Path file = record(folder.resolve("stopped.jfr"), () -> Make.defaults().failFast().now(behind));

    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    RecordedEvent make = ofMake(all, "behind");
    assertEquals("its make fails fast", make.getString("stopped"));
    assertEquals(1, make.getLong("failed"));
    assertEquals("FAILED", ofTask(all, "taskloom.TaskAttempt", "fails").getString("state"));
  }

  /** As it is set, what is short is left out, and so is all that is not asked for. */
  @Test
  void recording_attemptsAlone_hasNoOthers() throws Exception {
    Path file = folder.resolve("attempts.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("taskloom.TaskAttempt").withThreshold(Duration.ofHours(1));
      recording.disable("taskloom.TaskWait");
      recording.enable("taskloom.Make");
      recording.start();
      Make.defaults().now(Task.run("short", () -> {}));
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    assertEquals(List.of(), of(all, "taskloom.TaskAttempt"));
    assertEquals(List.of(), of(all, "taskloom.TaskWait"));
    assertEquals(1, ofMake(all, "short").getInt("tasks"));
  }

  private static String run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A JVM that takes options from there says so, in the output that is looked at.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), told);
    return told;
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String classPath() {
    return Stream.of(Task.class, Program.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(url -> Path.of(URI.create(url.toString())).toString())
        .reduce((one, other) -> one + System.getProperty("path.separator") + other)
        .orElseThrow();
  }

  /** Where the module is not there nothing is missed. */
  @Test
  void program_withoutTheModule_makes() throws Exception {
    String told =
        run(
            List.of(
                tool("java"),
                "--limit-modules",
                "java.base,java.logging",
                "-cp",
                classPath(),
                Program.class.getName()));

    assertEquals("made 2, jfr false", told.strip());
  }

  /** Where nothing records no class of the recorder is loaded, nor what tells it. */
  @Test
  void program_withoutARecording_loadsNothingOfIt() throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    String told =
        run(
            List.of(
                tool("java"),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                classPath(),
                Program.class.getName()));

    assertEquals("made 2, jfr true", told.strip());
    String classes = Files.readString(loaded);
    assertTrue(classes.contains("internal.flight.Flights"));
    assertTrue(!classes.contains("jdk.jfr.") && !classes.contains("FlightOfMake"));
  }

  /** What people use: the option of the JVM, and the tool that comes with the JDK. */
  @Test
  @Tag("full-only")
  void jfrTool_recordingOfAProgram_showsMakesAndTasks() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("taskloom.jfc"),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="taskloom.Make"><setting name="enabled">true</setting></event>
              <event name="taskloom.TaskAttempt">
                <setting name="enabled">true</setting><setting name="threshold">0 ms</setting>
              </event>
            </configuration>
            """);
    String file = folder.resolve("program.jfr").toString();
    String told =
        run(
            List.of(
                tool("java"),
                "-Xlog:jfr*=off",
                "-XX:StartFlightRecording:filename=" + file + ",settings=" + settings,
                "-cp",
                classPath(),
                Program.class.getName()));
    assertTrue(told.contains("made 2, jfr true"), told);

    String summary = run(List.of(tool("jfr"), "summary", file));
    assertTrue(summary.contains("taskloom.TaskAttempt"), summary);
    String printed = run(List.of(tool("jfr"), "print", "--events", "taskloom.TaskAttempt", file));
    assertTrue(
        printed.contains("task = \"inner\"") && printed.contains("state = \"DONE\""), printed);
    String view = run(List.of(tool("jfr"), "view", "--width", "200", "taskloom.Make", file));
    assertTrue(view.contains("Parent Task") && view.contains("two"), view);
  }
}
