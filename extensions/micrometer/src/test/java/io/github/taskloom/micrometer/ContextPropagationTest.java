package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.policy.Retry;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** The context of the caller in the functions, in every mode; and nothing of it afterwards. */
@Timeout(60)
class ContextPropagationTest {
  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  private final ContextRegistry registry =
      new ContextRegistry()
          .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor())
          .registerThreadLocalAccessor("user", USER);
  private final Make make = ContextPropagation.ofCaller(registry).applyTo(Make.defaults());

  @BeforeEach
  @AfterEach
  void clear() {
    MDC.clear();
    USER.remove();
  }

  private static String seen() {
    return USER.get() + " " + MDC.get("request");
  }

  /** Each function sees what its make's caller had when it called. */
  @ParameterizedTest
  @EnumSource
  void context_everyMode_isThatOfTheCaller(Mode mode) throws Exception {
    Task<String> first = Task.of("first", ContextPropagationTest::seen);
    Task<String> second = first.then("second", text -> text + ", " + seen());
    Task<String> other = Task.of("other", ContextPropagationTest::seen);
    USER.set("ann");
    MDC.put("request", "17");

    mode.make(make, second, other);

    assertEquals("ann 17, ann 17", second.get());
    assertEquals("ann 17", other.get());
    assertEquals("ann 17", seen());
  }

  /** So do further attempts, whichever thread runs them, and the call for a stage. */
  @ParameterizedTest
  @EnumSource
  void context_retriesAndStages_isThatOfTheCaller(Mode mode) throws Exception {
    Task<String> retried =
        Task.builder(
                "retried",
                () -> {
                  if (Task.current().orElseThrow().attempt() < 3) {
                    USER.set("of the attempt before");
                    throw new IOException("no route");
                  }
                  return seen();
                })
            .retry(Retry.times(3))
            .build();
    Task<String> asks = Task.async("asks", () -> CompletableFuture.completedFuture(seen()));
    USER.set("ann");

    mode.make(make, retried, asks);

    assertEquals("ann null", retried.get());
    assertEquals("ann null", asks.get());
  }

  /** A thread of a pool has its own again afterwards, whatever a function has set. */
  @Test
  void context_threadOfAPool_hasItsOwnAgain() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(
              () -> {
                USER.set("of the pool");
                MDC.put("pool", "p");
              })
          .get(20, TimeUnit.SECONDS);
      USER.set("ann");
      MDC.put("request", "17");
      Task<String> task =
          Task.of(
              "t",
              () -> {
                String found = seen() + " " + MDC.get("pool");
                USER.set("left");
                MDC.put("left", "there");
                return found;
              });
      Task<String> fails =
          Task.of(
              "fails",
              () -> {
                USER.remove();
                throw new IOException("no route");
              });

      make.queue(pool).now(task, fails);

      assertEquals("ann 17 null", task.get());
      assertEquals(
          "of the pool null p null",
          pool.submit(() -> seen() + " " + MDC.get("pool") + " " + MDC.get("left"))
              .get(20, TimeUnit.SECONDS));
    }
  }

  /** What the caller does not have is not there: nothing of a pool's thread comes in. */
  @Test
  void context_callerHasNone_isCleared() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> USER.set("of the pool")).get(20, TimeUnit.SECONDS);
      Task<String> task = Task.of("t", ContextPropagationTest::seen);

      make.queue(pool).now(task);

      assertEquals("null null", task.get());
      assertEquals("of the pool null", pool.submit(ContextPropagationTest::seen).get());
    }
  }

  /** Several callers of one make at a time have their own each. */
  @Test
  void context_severalCallers_haveTheirOwn() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<CompletableFuture<Void>> all =
          List.of("a", "b", "c", "d").stream()
              .map(
                  user ->
                      CompletableFuture.runAsync(
                          () -> {
                            USER.set(user);
                            for (int i = 0; i < 50; i++) {
                              Task<String> one = Task.of("one", USER::get);
                              Task<String> two = Task.of("two", USER::get);
                              make.now(one, two);
                              assertEquals("Done[value=" + user + "]", one.outcome().toString());
                              assertEquals("Done[value=" + user + "]", two.outcome().toString());
                            }
                          },
                          callers))
              .toList();
      for (CompletableFuture<Void> one : all) {
        one.get(20, TimeUnit.SECONDS);
      }
    }
  }

  /** Without observations of tasks the caller's is the parent of what functions do. */
  @ParameterizedTest
  @EnumSource
  void observation_ofTheCaller_isCarried(Mode mode) throws Exception {
    try (Traces traces = new Traces()) {
      Make carried = ContextPropagation.ofCaller().applyTo(Make.defaults());
      Task<String> task = Task.of("t", () -> traces.within("query", () -> "value"));

      traces.within(
          "request",
          () -> {
            mode.make(carried, task);
            return null;
          });

      assertEquals(List.of("request", "request > query"), traces.paths());
      assertNull(traces.registry.getCurrentObservation());
    }
  }

  /** With them, in either order, the task's is. */
  @ParameterizedTest
  @EnumSource
  void observation_ofTheTask_isKeptInEitherOrder(Mode mode) throws Exception {
    try (Traces traces = new Traces()) {
      TaskloomObservations observations = TaskloomObservations.of(traces.registry).name("m");
      ContextPropagation context = ContextPropagation.ofCaller();
      for (Make both :
          List.of(
              observations.applyTo(context.applyTo(Make.defaults())),
              context.applyTo(observations.applyTo(Make.defaults())))) {
        traces.forget();
        MDC.put("request", "17");
        Task<String> task =
            Task.of("t", () -> traces.within("query", () -> String.valueOf(MDC.get("request"))));

        traces.within(
            "request",
            () -> {
              mode.make(both, task);
              return null;
            });

        assertEquals(
            List.of(
                "request",
                "request > make m",
                "request > make m > task t",
                "request > make m > task t > query"),
            traces.paths());
        assertEquals("null", task.get()); // no accessor of the MDC is registered there
        assertNull(traces.registry.getCurrentObservation());
      }
    }
  }
}
