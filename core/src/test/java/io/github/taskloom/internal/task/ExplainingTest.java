package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Explanation;
import io.github.taskloom.Make;
import io.github.taskloom.PlacedStage;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.Tasks;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an explanation says of tasks whose work goes on elsewhere, and of those that are held. */
@Timeout(60)
class ExplainingTest {
  private final Gate gate = new Gate();
  private final Task<String> deaf =
      Task.of(
          "deaf",
          () -> {
            gate.passUninterrupted();
            return "x";
          });

  private static List<String> names(Explanation why) {
    return why.steps().stream().map(step -> step.task().name()).toList();
  }

  private static String of(Task<?> task) {
    return Tasks.explain(task).toString();
  }

  /** A make inside that waits for what another runs: the way leads to that. */
  @Test
  void of_makeWaitsForAnothers_goesThroughIt() throws Exception {
    Thread another = deaf.bg();
    gate.awaitEntered();
    Task<String> outer = Task.of("outer", () -> Make.defaults().get(deaf));
    Thread running = outer.bg();

    Bounded.until(() -> of(outer).contains(", and makes deaf there"));
    assertEquals(List.of("outer", "deaf"), names(Tasks.explain(outer)));

    gate.open();
    Bounded.join(another);
    Bounded.join(running);
    assertEquals("outer is DONE: it has its result", of(outer));
  }

  /** One that was asked to end while its make is at work leads there, too. */
  @Test
  void of_askedToEndInsideAMake_goesThroughIt() throws Exception {
    Task<String> outer = Task.of("outer", () -> Make.defaults().parallelism(1).get(deaf));
    FutureTask<?> made = Bounded.background(outer::run);
    gate.awaitEntered();

    outer.cancel("enough");

    String step = Tasks.explain(outer).steps().getFirst().toString();
    assertTrue(step.contains("its function was asked to end and still runs in"), step);
    assertTrue(step.endsWith(", and makes deaf there"), step);
    assertEquals("deaf", names(Tasks.explain(outer)).get(1));
    gate.open();
    made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Of several that such makes are at, the first is named, and the others are counted. */
  @Test
  void of_makesOfSeveral_countsThem() {
    List<TaskNode<?>> inner =
        TaskNode.all(List.of(Task.of("a", () -> 1), Task.of("b", () -> 2), Task.of("c", () -> 3)));
    FunctionWait waiting =
        new FunctionWait() {
          @Override
          public void forEachRunner(Consumer<Runner> action) {}

          @Override
          public Stream<TaskNode<?>> waitedFor() {
            return inner.stream();
          }
        };
    Task<?>[] own = new Task<?>[1];
    Task<String> outer =
        Task.of(
            "outer",
            () -> {
              MadeInside.begins(Runner.current(), waiting);
              return Tasks.explain(own[0]).steps().getFirst().reason();
            });
    own[0] = outer;

    outer.dispatch();

    String reason = outer.outcome().toString();
    assertTrue(reason.contains(", and makes a and 2 more there"), reason);
  }

  private static final class Reply extends CompletableFuture<String>
      implements PlacedStage<String> {
    @Override
    public String place() {
      return "member 2";
    }
  }

  /** RUNNING, and left to a stage which no thread waits for. */
  private static TaskNode<String> leftTo(CompletableFuture<String> stage) {
    TaskNode<String> task = TaskNode.of(Task.of("call", () -> "never"));
    task.move(task.status(), TaskEvent.DISPATCH, StageRun.of(stage));
    return task;
  }

  /** One that is left to a stage says so, and where that is at work, if it is known. */
  @Test
  void of_leftToAStage_saysWhereItIs() {
    assertEquals(
        "call is RUNNING: the stage that its function gave has not ended; no thread waits for it",
        of(leftTo(new CompletableFuture<>())));
    assertEquals(
        "call is RUNNING: the stage that its function gave, at work in member 2, has not ended;"
            + " no thread waits for it",
        of(leftTo(new Reply())));
  }

  /** Once it was asked to end it waits for a thread that settles it. */
  @Test
  void of_leftToAStageAndAskedToEnd_saysWhatIsToCome() {
    TaskNode<String> task = leftTo(new CompletableFuture<>());

    assertNotNull(TaskCancellation.request(task, "enough"));

    assertEquals("call is RUNNING: it was asked to end, and a thread is to come for it", of(task));
  }

  /** One that is prepared yet leads to what it requires, as that has to come, too. */
  @Test
  void of_prepareBehindPending_namesBoth() {
    Task<String> first = Task.of("first", () -> "x");
    Task<String> task = Task.builder("task", () -> "x").require(first).prepare().build();

    assertEquals(
        """
        task is PREPARE: it waits for its event prepared
        first is PENDING: nothing blocks it; it waits for a make, or for a dispatch""",
        of(task));
  }

  /** Behind one that is given up there is nothing to retry; all the others are counted. */
  @Test
  void of_pendingBehindGivenUp_saysThatItIs() {
    Task<String> first = Task.of("first", () -> "x");
    Task<String> task = Task.builder("task", () -> "x").require(first).build();
    first.abort();
    assertEquals(
        "task is PENDING: it waits for first, which is given up for good",
        Tasks.explain(task).steps().getFirst().toString());

    task.require(Task.of("second", () -> "x"));
    task.require(Task.of("third", () -> "x"));

    assertEquals(
        "task is PENDING: it waits for first and 2 more, which is given up for good",
        Tasks.explain(task).steps().getFirst().toString());
  }

  /** Of a single attempt it is not said that it was one. */
  @Test
  void of_failedInItsOnlyAttempt_countsNone() {
    Task<String> task =
        Task.<String>builder(
                "task",
                () -> {
                  throw new IllegalStateException("busy");
                })
            .retry(Retry.times(1))
            .build();

    task.make();

    assertEquals(1, task.attempts().size());
    assertEquals("task is FAILED: java.lang.IllegalStateException: busy", of(task));
  }
}
