package io.github.taskloom.internal.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.ScopedValues;
import io.github.taskloom.testing.ThreadDump;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the JDK's own scope adds: scoped values and a name in the thread dump. */
@Timeout(60)
class JdkScopeTest {

  /** This JDK has a shape that we know. */
  @Test
  void open_onThisJdk_isTheJdksOwn() {
    assertTrue(JdkScope.AVAILABLE, "unknown shape in Java " + Runtime.version());
    try (Scope scope = Scope.open("scope of a test")) {
      assertInstanceOf(JdkScope.class, scope);
    }
  }

  /** Of the shapes that are known a JDK has one. */
  @Test
  void isKnown_onThisJdk_oneOfThemIs() {
    assertTrue(JoinerShape.isKnown() != ConstructorShape.isKnown());
  }

  /** What the JDK throws passes as it is, but for what no method of a scope declares. */
  @Test
  void rethrown_byKind_isThrownOrWrapped() {
    IllegalStateException unchecked = new IllegalStateException("on purpose");
    IOException checked = new IOException("on purpose");
    Error error = new AssertionError("on purpose");

    assertSame(unchecked, JdkScope.rethrown(unchecked));
    assertSame(checked, JdkScope.rethrown(checked).getCause());
    assertSame(error, assertThrows(AssertionError.class, () -> JdkScope.rethrown(error)));
  }

  /** Scoped values of the owner are seen in what it forks, through nested scopes, too. */
  @Test
  void fork_inJdkScope_seesScopedValuesOfTheOwner() {
    Object key = ScopedValues.key();
    List<Object> seen = new CopyOnWriteArrayList<>();
    ScopedValues.where(
        key,
        "bound",
        () -> {
          forkedIn(() -> forkedIn(() -> seen.add(ScopedValues.get(key, "nothing"))));
        });
    forkedIn(() -> seen.add(ScopedValues.get(key, "nothing")));

    assertEquals(List.of("bound", "nothing"), seen);
  }

  private static void forkedIn(Runnable body) {
    try (Scope scope = Scope.open("scope of a test")) {
      scope.fork(body);
      scope.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The name is in the JSON thread dump. */
  @Test
  void open_named_isInTheThreadDump() throws Exception {
    Gate gate = new Gate();
    try (Scope scope = Scope.open("layer 3 of 7 \"quoted\"")) {
      scope.fork(gate::passUninterrupted);
      gate.awaitEntered();

      String dump = ThreadDump.json();

      gate.open();
      scope.join();
      assertTrue(dump.contains("layer 3 of 7 \\\"quoted\\\""), dump);
    }
  }
}
