package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.testing.ScopedValues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In which modes a function sees the scoped values of the caller of its make. */
@Timeout(60)
class CallerScopedValuesTest {
  private final Object key = ScopedValues.key();

  private Task<Object> looking(String name) {
    return Task.of(name, () -> ScopedValues.get(key, "nothing"));
  }

  /** In those whose threads belong to the call, and in no other. */
  @ParameterizedTest
  @EnumSource
  void make_everyMode_functionsSeeThemWithinTheCall(MakeMode mode) throws Exception {
    List<Task<Object>> tasks = new ArrayList<>();
    Task<Object> last = looking("last");
    for (int i = 0; i < 20; i++) {
      Task<Object> task = looking("t" + i);
      last.require(task);
      tasks.add(task);
    }
    tasks.add(last);

    ScopedValues.where(key, "bound", () -> mode.make(Make.defaults(), tasks));

    for (Task<Object> task : tasks) {
      assertEquals(mode.isWithinCall() ? "bound" : "nothing", task.get(), task.name());
    }
  }
}
