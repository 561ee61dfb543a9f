package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MadeInsideTest {

  private static FunctionWait making() {
    return new FunctionWait() {
      @Override
      public void forEachRunner(Consumer<Runner> action) {}

      @Override
      public Stream<TaskNode<?>> waitedFor() {
        return Stream.empty();
      }
    };
  }

  /** Of several makes that a function has begun those are left that have not ended. */
  @Test
  void ends_someHaveEnded_areTheOthers() {
    Runner runner = new Runner(null, Thread.currentThread());
    FunctionWait first = making();
    FunctionWait second = making();
    MadeInside.begins(runner, first);
    MadeInside.begins(runner, second);
    assertEquals(List.of(first, second), MadeInside.of(runner));

    MadeInside.ends(runner, first);

    assertEquals(List.of(second), MadeInside.of(runner));
    MadeInside.ends(runner, second);
    assertEquals(List.of(), MadeInside.of(runner));
  }

  /** A make inside of a function is there until it returns. */
  @Test
  void of_makeHasReturned_isGone() {
    Runner[] around = new Runner[1];
    Task<Integer> inner = Task.of("inner", () -> MadeInside.of(around[0]).size());
    Task<Integer> outer =
        Task.of(
            "outer",
            () -> {
              around[0] = Runner.current();
              Make.defaults().now(inner);
              return MadeInside.of(around[0]).size();
            });

    outer.dispatch();

    assertEquals(new Outcome.Done<>(1), inner.outcome());
    assertEquals(new Outcome.Done<>(0), outer.outcome());
  }
}
