package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The spans of makes and tasks: their parents in every mode, their times and their attributes. */
@Timeout(60)
class SpansTest {
  private final Traces traces = new Traces();
  private final Make make =
      TaskloomObservations.of(traces.registry).name("nightly").applyTo(Make.defaults());

  @AfterEach
  void close() {
    traces.close();
  }

  /** The make hangs under what is current where it is called, its tasks under it. */
  @ParameterizedTest
  @EnumSource
  void spans_everyMode_haveTheRightParents(Mode mode) throws Exception {
    Task<String> fetch = Task.of("fetch", () -> traces.within("http get", () -> "page"));
    Task<Integer> count = fetch.then("count", String::length);
    Task<String> other = Task.of("other", () -> "value");

    traces.within(
        "request",
        () -> {
          mode.make(make, count, other);
          return null;
        });

    assertEquals(
        List.of(
            "request",
            "request > make nightly",
            "request > make nightly > task count",
            "request > make nightly > task fetch",
            "request > make nightly > task fetch > http get",
            "request > make nightly > task other"),
        traces.paths());
    assertNull(traces.registry.getCurrentObservation());
  }

  /** A make that a function calls hangs under its task; one without a caller is a root. */
  @ParameterizedTest
  @EnumSource
  void spans_nestedMakes_hangUnderTheTask(Mode mode) throws Exception {
    Make inner = TaskloomObservations.of(traces.registry).name("inner").applyTo(Make.defaults());
    Task<Object> outer =
        Task.of(
            "outer",
            () -> {
              mode.make(inner, Task.of("inside", () -> "value"));
              return "value";
            });

    mode.make(make, outer);

    assertEquals(
        List.of(
            "make nightly",
            "make nightly > task outer",
            "make nightly > task outer > make inner",
            "make nightly > task outer > make inner > task inside"),
        traces.paths());
  }

  /** Quick functions run on the caller's own thread, whose own span is not their parent. */
  @Test
  void spans_onTheThreadOfTheCaller_haveTheRightParents() throws Exception {
    long end = System.nanoTime() + 40_000_000_000L;
    boolean isOnCaller = false;
    while (!isOnCaller) { // until it is known to be quick, and is not held up the last time
      assertTrue(System.nanoTime() < end);
      traces.forget();
      isOnCaller =
          Make.defaults().get(isOn(Thread.currentThread()))
              && traces.within("request", () -> make.get(isOn(Thread.currentThread())));
    }

    assertEquals(
        List.of("request", "request > make nightly", "request > make nightly > task t"),
        traces.paths());
  }

  private static Task<Boolean> isOn(Thread caller) {
    return Task.of("t", () -> Thread.currentThread() == caller);
  }

  /** So it is where the caller has a span that is no observation's. */
  @Test
  void spans_withinASpanByHand_haveTheRightParents() {
    Make onCaller = make.parallelism(1);
    Span byHand = traces.tracer.nextSpan().name("by hand").start();
    Tracer.SpanInScope scope = traces.tracer.withSpan(byHand);
    try {
      for (int i = 0; i < 100; i++) {
        onCaller.now(Task.of("t", () -> "value"));
      }
    } finally {
      scope.close();
      byHand.end();
    }

    assertEquals(
        List.of("by hand", "by hand > make nightly", "by hand > make nightly > task t"),
        traces.paths().stream().distinct().toList());
  }

  /** Each is within its parent, as the clock tells it. */
  @Test
  void spans_times_areWithinThoseOfTheParent() {
    make.now(Task.of("first", () -> "value"), Task.of("second", () -> "value"));

    SpanData whole = traces.span("make nightly");
    for (String name : List.of("task first", "task second")) {
      SpanData part = traces.span(name);
      assertTrue(part.getStartEpochNanos() >= whole.getStartEpochNanos(), name);
      assertTrue(part.getEndEpochNanos() <= whole.getEndEpochNanos(), name);
    }
    assertEquals("make nightly", traces.names().getLast());
  }

  /** What is known of each stands in its attributes. */
  @Test
  void spans_attributes_areTheKeyValues() {
    make.now(Task.of("first", () -> "value"), Task.of("second", () -> "value"));

    SpanData task = traces.span("task second");
    assertEquals("nightly", Traces.attribute(task, "make"));
    assertEquals("none", Traces.attribute(task, "task"));
    assertEquals("DONE", Traces.attribute(task, "outcome"));
    assertEquals("second", Traces.attribute(task, "task.name"));
    assertEquals("1", Traces.attribute(task, "task.attempt"));
    SpanData whole = traces.span("make nightly");
    assertEquals("nightly", Traces.attribute(whole, "make"));
    assertEquals("DONE", Traces.attribute(whole, "outcome"));
    assertEquals("first and 1 more", Traces.attribute(whole, "make.goals"));
  }
}
