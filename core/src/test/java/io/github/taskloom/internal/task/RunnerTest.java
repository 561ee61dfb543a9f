package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunnerTest {

  private static Runner inside(Runner outer) {
    return new Runner(outer, Thread.currentThread());
  }

  private static List<FunctionWait> madeInside(Runner runner) {
    List<FunctionWait> made = new ArrayList<>();
    runner.madeInside().forEach(made::add);
    return made;
  }

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

  /** One is at work for itself and for all around it, not for what is inside or beside. */
  @Test
  void isWithin_nested_holdsOutwards() {
    Runner outermost = new Runner(null, Thread.currentThread());
    Runner middle = inside(outermost);
    Runner innermost = inside(middle);
    Runner beside = inside(outermost);

    assertTrue(innermost.isWithin(innermost));
    assertTrue(innermost.isWithin(outermost));
    assertFalse(outermost.isWithin(innermost));
    assertFalse(innermost.isWithin(beside));
  }

  /** Of several makes that a function has begun those are left that have not ended. */
  @Test
  void madeInside_someHaveEnded_areTheOthers() {
    Runner runner = new Runner(null, Thread.currentThread());
    FunctionWait first = making();
    FunctionWait second = making();
    runner.begins(first);
    runner.begins(second);
    assertEquals(List.of(first, second), madeInside(runner));

    runner.ends(first);

    assertEquals(List.of(second), madeInside(runner));
    runner.ends(second);
    assertEquals(List.of(), madeInside(runner));
  }

  /** A make inside of a function is there until it returns. */
  @Test
  void madeInside_makeHasReturned_isGone() {
    Runner[] around = new Runner[1];
    Task<Integer> inner = Task.of("inner", () -> madeInside(around[0]).size());
    Task<Integer> outer =
        Task.of(
            "outer",
            () -> {
              around[0] = Runner.current();
              Make.defaults().now(inner);
              return madeInside(around[0]).size();
            });

    outer.dispatch();

    assertEquals(new Outcome.Done<>(1), inner.outcome());
    assertEquals(new Outcome.Done<>(0), outer.outcome());
  }
}
