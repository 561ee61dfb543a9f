package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.ScopedValues;
import io.github.taskloom.testing.ThreadDump;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tasks have of the scope they are made in. */
@Timeout(30)
class CallerScopeTest {
  private final Object key = ScopedValues.key();

  private Task<Object> looking(String name) {
    return Task.of(name, () -> ScopedValues.get(key, "nothing"));
  }

  /** Scoped values of the caller are seen in tasks, on whatever thread of the make they run. */
  @Test
  void make_callerHasScopedValue_tasksSeeIt() throws Exception {
    List<Task<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(looking("t" + i));
    }
    Task<Object> last = looking("last");
    tasks.forEach(last::require);

    ScopedValues.where(key, "bound", last::make);

    tasks.add(last);
    for (Task<Object> task : tasks) {
      assertEquals("bound", task.get());
    }
  }

  /** So does what such a task makes in turn. */
  @Test
  void make_withinTask_tasksSeeItThrough() throws Exception {
    Task<Object> inner = looking("inner");
    Task<?> outer = Task.of("outer", () -> inner.make());

    ScopedValues.where(key, "bound", outer::make);

    assertEquals("bound", inner.get());
  }

  /** A task that runs in the background may outlive the caller, and sees nothing of it. */
  @Test
  void bg_callerHasScopedValue_isNotSeen() throws Exception {
    Task<Object> task = looking("t");
    Thread[] thread = new Thread[1];

    ScopedValues.where(key, "bound", () -> thread[0] = task.bg());

    Bounded.join(thread[0]);
    assertEquals("nothing", task.get());
  }

  /** The scopes of a make, and of its layers, bear readable names in the JSON thread dump. */
  @Test
  void make_whileItRuns_isNamedInTheThreadDump() throws Exception {
    List<Gate> gates = new ArrayList<>();
    Task<String> report = Task.of("report \"nightly\"", () -> "value");
    for (int i = 0; i < 2; i++) {
      Gate gate = new Gate();
      gates.add(gate);
      report.require(
          Task.of(
              "waits",
              () -> {
                gate.pass();
                return null;
              }));
    }
    Thread making = Thread.ofPlatform().start(report::make);
    for (Gate gate : gates) {
      gate.awaitEntered();
    }

    String dump = ThreadDump.json();

    gates.forEach(Gate::open);
    Bounded.join(making);
    assertTrue(dump.contains("make report \\\"nightly\\\""), dump);
    assertTrue(dump.contains("layer 1 of 2, 2 tasks"), dump);
  }
}
