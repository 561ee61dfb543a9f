package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskInterceptor;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What interceptors are called where they are told of, and that a make has all of its own. */
@Timeout(60)
class InterceptorsTest {

  /** One of a name, which gives what it is told to for a make. */
  private record Named(String name, TaskInterceptor ofMake) implements TaskInterceptor {
    @Override
    public Object around(Task<?> task, Callable<?> next) throws Exception {
      return next.call();
    }

    @Override
    public TaskInterceptor forMake() {
      return ofMake;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One that has none for a make is named: it is that one's fault. */
  @Test
  void forMake_null_namesTheInterceptor() {
    Make make = Make.defaults().around(new Named("tracing", null));

    NullPointerException refused =
        assertThrows(NullPointerException.class, () -> make.now(Task.of("t", () -> "x")));

    assertEquals("tracing has no interceptor for a make: it gave null", refused.getMessage());
  }

  /** Several are told in the order in which they are around each other. */
  @Test
  void toString_several_outermostFirst() {
    Interceptors outer = Interceptors.with(null, new Named("outer", null));

    assertEquals("[outer, inner]", Interceptors.with(outer, new Named("inner", null)).toString());
    assertEquals("[outer]", outer.toString());
  }

  /** What an interceptor is to call says whose it is. */
  @Test
  void toString_ofNext_namesTheTask() throws Exception {
    Task<String> task = Task.of("fetch", () -> "x");
    TaskInterceptor telling = (any, next) -> next.call() + " by " + next;

    Make.defaults().around(telling).now(List.of(task));

    assertEquals("x by next of fetch", task.get());
  }
}
