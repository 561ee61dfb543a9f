package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.policy.Retry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How attempts end, as their spans tell it: failures, retries, limits, cancels and stages. */
@Timeout(60)
class AttemptSpansTest {
  private final Traces traces = new Traces();
  private final Make make =
      TaskloomObservations.of(traces.registry).name("m").applyTo(Make.defaults());

  @AfterEach
  void close() {
    traces.close();
  }

  /** A failure is recorded at its attempt and at its make; what did not run has no span. */
  @ParameterizedTest
  @EnumSource
  void spans_failure_isRecorded(Mode mode) throws Exception {
    Task<String> fails =
        Task.of(
            "fails",
            () -> {
              throw new IOException("no route");
            });
    Task<String> behind = fails.then("behind", text -> text);

    mode.make(make, behind);

    List<SpanData> attempts =
        traces.spans().stream().filter(span -> span.getName().equals("task fails")).toList();
    assertEquals(mode.name().startsWith("RETRIED") ? 2 : 1, attempts.size());
    for (SpanData attempt : attempts) {
      assertEquals(StatusCode.ERROR, attempt.getStatus().getStatusCode());
      assertEquals("no route", attempt.getStatus().getDescription());
      assertEquals("FAILED", Traces.attribute(attempt, "outcome"));
      assertEquals("exception", attempt.getEvents().getFirst().getName());
    }
    SpanData whole = traces.span("make m");
    assertEquals(StatusCode.ERROR, whole.getStatus().getStatusCode());
    assertEquals("FAILED", Traces.attribute(whole, "outcome"));
    assertEquals(attempts.size() + 1, traces.spans().size());
  }

  /** Each attempt has a span of its own, all of them under the make. */
  @ParameterizedTest
  @EnumSource
  void spans_retries_haveOneEach(Mode mode) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<String> task =
        Task.builder(
                "t",
                () -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new IOException("no route");
                  }
                  return "value";
                })
            .retry(Retry.times(3))
            .build();

    mode.make(make, task);

    SpanData whole = traces.span("make m");
    List<SpanData> attempts =
        traces.spans().stream().filter(span -> span.getName().equals("task t")).toList();
    assertEquals(
        List.of("1 FAILED", "2 FAILED", "3 DONE"),
        attempts.stream()
            .map(
                span ->
                    Traces.attribute(span, "task.attempt")
                        + " "
                        + Traces.attribute(span, "outcome"))
            .toList());
    for (SpanData attempt : attempts) {
      assertEquals(whole.getSpanId(), attempt.getParentSpanId());
    }
    assertEquals(StatusCode.OK, whole.getStatus().getStatusCode());
  }

  /** A stage: its span ends when it does, before what requires it begins, in every mode. */
  @ParameterizedTest
  @EnumSource
  void spans_stage_lastAsLongAsItDoes(Mode mode) throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CountDownLatch called = new CountDownLatch(1);
    Task<String> asks =
        Task.async(
            "asks",
            () -> {
              called.countDown();
              return stage;
            });
    Task<List<String>> behind = asks.then("behind", text -> traces.names());
    CompletableFuture<Void> made =
        CompletableFuture.runAsync(
            () -> {
              try {
                mode.make(make, behind);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    assertTrue(called.await(20, TimeUnit.SECONDS));
    assertEquals(List.of(), traces.names());

    stage.complete("answer");
    made.get(20, TimeUnit.SECONDS);

    assertEquals(List.of("task asks"), behind.get());
    assertEquals(List.of("make m", "make m > task asks", "make m > task behind"), traces.paths());
    assertEquals("answer", asks.get());
  }

  /** What a stage fails with is the failure of its span, and of the task, as it was. */
  @ParameterizedTest
  @EnumSource
  void spans_stageFails_isRecorded(Mode mode) throws Exception {
    IOException refused = new IOException("refused");
    Task<String> asks =
        Task.async(
            "asks",
            () ->
                CompletableFuture.<String>supplyAsync(() -> "value")
                    .thenCompose(text -> CompletableFuture.failedFuture(refused)));

    mode.make(make, asks);

    SpanData attempt =
        traces.spans().stream()
            .filter(span -> span.getName().equals("task asks"))
            .toList()
            .getLast();
    assertEquals("refused", attempt.getStatus().getDescription());
    assertSame(refused, asks.result().toCompletableFuture().exceptionNow());
  }

  /** A cancel of the task reaches the stage, and ends its span. */
  @Test
  void spans_stageIsCancelled_areStopped() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CountDownLatch called = new CountDownLatch(1);
    Task<String> asks =
        Task.async(
            "asks",
            () -> {
              called.countDown();
              return stage;
            });
    CompletableFuture<List<Task<?>>> made = make.later(asks);
    assertTrue(called.await(20, TimeUnit.SECONDS));

    asks.cancel();
    made.get(20, TimeUnit.SECONDS);

    assertTrue(stage.isCancelled());
    assertEquals(TaskState.CANCELLED, asks.state());
    assertEquals("STOPPED", Traces.attribute(traces.span("task asks"), "outcome"));
    assertEquals("CANCELLED", Traces.attribute(traces.span("make m"), "outcome"));
  }

  /** A value that happens to be a stage is waited for by no span, and is the very object. */
  @Test
  void spans_valueIsAStage_endWithTheFunction() throws Exception {
    CompletableFuture<String> never = new CompletableFuture<>();
    Task<CompletableFuture<String>> task = Task.of("t", () -> never);

    make.now(task);

    assertSame(never, task.get());
    assertEquals("DONE", Traces.attribute(traces.span("task t"), "outcome"));
  }

  /** What a limit ends was stopped; one that is left behind ends its span when it returns. */
  @Test
  void spans_leftBehind_endWithTheFunction() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean hasBegun = new AtomicBoolean();
    Make watched =
        Make.defaults()
            .around(
                (task, next) -> {
                  hasBegun.set(true);
                  try {
                    return next.call();
                  } finally {
                    over.countDown();
                  }
                });
    Make observed = TaskloomObservations.of(traces.registry).name("m").applyTo(watched);
    Deaf.until(() -> Tasks.abandoned() == 0); // of other tests
    Task<String> stuck = null;

    // On a busy machine the time may be up before the function begins, which is not called then.
    for (long millis = 20; !hasBegun.get(); millis *= 4) {
      assertTrue(millis < 40_000);
      traces.forget();
      stuck = Deaf.task(Duration.ofMillis(millis), release);
      observed.now(stuck);
      Deaf.until(() -> hasBegun.get() || Tasks.abandoned() == 0);
    }

    assertEquals(List.of("make m"), traces.names());
    assertEquals(TaskState.FAILED, stuck.state());
    release.countDown();
    assertTrue(over.await(20, TimeUnit.SECONDS));
    assertEquals("STOPPED", Traces.attribute(traces.span("task stuck"), "outcome"));
    assertEquals(List.of("make m", "make m > task stuck"), traces.paths());
  }

  /** What no make runs has no span; a make inside of it is a root. */
  @Test
  void spans_byHand_areThoseOfMakesAlone() throws Exception {
    Task<String> inner = Task.of("inner", () -> "value");
    Task<Object> task = Task.of("t", () -> make.get(inner));

    task.bg().join();

    assertEquals(List.of("make m", "make m > task inner"), traces.paths());
  }
}
