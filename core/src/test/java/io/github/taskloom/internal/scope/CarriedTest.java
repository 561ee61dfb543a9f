package io.github.taskloom.internal.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.testing.Bounded;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that a thread carries: by a scoped value, and by the thread-local that replaces it. */
@Timeout(60)
class CarriedTest {

  /** It is there while the body runs, and before and after it is not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_body_carriesTheValueMeanwhile(boolean scoped) {
    Carried<String> carried = new Carried<>(scoped);
    AtomicReference<String> seen = new AtomicReference<>();
    assertNull(carried.get());

    carried.run("value", () -> seen.set(carried.get()));

    assertEquals("value", seen.get());
    assertNull(carried.get());
  }

  /** An inner value hides the outer one for the time. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_nested_innerThenOuter(boolean scoped) {
    Carried<String> carried = new Carried<>(scoped);
    String[] seen = new String[2];

    carried.run(
        "outer",
        () -> {
          carried.run("inner", () -> seen[0] = carried.get());
          seen[1] = carried.get();
        });

    assertEquals(List.of("inner", "outer"), Arrays.asList(seen));
  }

  /** What the body throws passes, and the value is gone. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_bodyThrows_passesAndRestores(boolean scoped) {
    Carried<String> carried = new Carried<>(scoped);
    RuntimeException exception = new IllegalArgumentException("on purpose");
    Error error = new AssertionError("on purpose");

    assertSame(
        exception,
        assertThrows(
            RuntimeException.class,
            () ->
                carried.run(
                    "value",
                    () -> {
                      throw exception;
                    })));
    assertSame(
        error,
        assertThrows(
            Error.class,
            () ->
                carried.run(
                    "value",
                    () -> {
                      throw error;
                    })));
    assertNull(carried.get());
  }

  /** Two that are carried at once do not know each other. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_twoCarried_areIndependent(boolean scoped) {
    Carried<String> one = new Carried<>(scoped);
    Carried<String> two = new Carried<>(scoped);
    String[] seen = new String[2];

    one.run(
        "value",
        () -> {
          seen[0] = one.get();
          seen[1] = two.get();
        });

    assertEquals(Arrays.asList("value", null), Arrays.asList(seen));
  }

  /** A thread that is started plainly carries nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void get_inPlainThread_isNull(boolean scoped) throws Exception {
    Carried<String> carried = new Carried<>(scoped);
    AtomicReference<String> seen = new AtomicReference<>("nothing yet");
    Thread[] started = new Thread[1];

    carried.run(
        "value", () -> started[0] = Thread.startVirtualThread(() -> seen.set(carried.get())));

    Bounded.join(started[0]);
    assertNull(seen.get());
  }

  /** A thread that is forked in a scope carries what its owner does, by the JDK's scoped value. */
  @Test
  void get_inForkedThread_isTheOwnersValue() {
    Carried<String> carried = new Carried<>();
    AtomicReference<String> seen = new AtomicReference<>();

    carried.run("value", () -> fork(() -> seen.set(carried.get())));

    assertEquals("value", seen.get());
  }

  /** The thread-local reaches no forked thread; the engine passes on what it needs itself. */
  @Test
  void get_inForkedThreadByThreadLocal_isNull() {
    Carried<String> carried = new Carried<>(false);
    AtomicReference<String> seen = new AtomicReference<>("nothing yet");

    carried.run("value", () -> fork(() -> seen.set(carried.get())));

    assertNull(seen.get());
  }

  private static void fork(Runnable body) {
    try (Scope scope = Scope.open("scope of a test")) {
      scope.fork(body);
      scope.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
