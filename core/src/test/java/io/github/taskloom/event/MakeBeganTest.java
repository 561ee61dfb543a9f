package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How large a make is, as its first event says: what is still to be settled counts alone. */
@Timeout(60)
class MakeBeganTest {
  private final Task<?> first = task("first");
  private final Task<?> left = task("left", first);
  private final Task<?> right = task("right", first);
  private final Task<?> last = task("last", left, right);

  private static Task<?> task(String name, Task<?>... required) {
    Task<?> task = Task.run(name, () -> {});
    Arrays.stream(required).forEach(task::require);
    return task;
  }

  private static Task<?> failed() {
    Task<?> failed =
        Task.run(
            "failed",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    failed.dispatch();
    return failed;
  }

  /** Tasks, edges and layers. */
  private static List<Long> size(Order order, Task<?>... goals) {
    EventLog log = new EventLog();
    Make.defaults().order(order).recorder(log).now(goals);
    MakeBegan began = log.all(MakeBegan.class).getFirst();
    assertEquals(List.of(), log.wrong());
    return List.of((long) began.tasks(), began.edges(), (long) began.layers());
  }

  @ParameterizedTest
  @EnumSource
  void began_diamond_countsEachTaskAndEdgeOnce(Order order) {
    assertEquals(List.of(4L, 4L, 3L), size(order, last, left, last));
  }

  @ParameterizedTest
  @EnumSource
  void began_shortcut_countsTheLongestChain(Order order) {
    last.require(first);
    Task<?> beside = task("beside");
    Task<?> afterBoth = task("after both", beside, last);

    assertEquals(List.of(6L, 7L, 4L), size(order, afterBoth));
  }

  @ParameterizedTest
  @EnumSource
  void began_someAreDone_countsTheOthers(Order order) {
    first.dispatch();
    left.dispatch();

    assertEquals(List.of(2L, 1L, 2L), size(order, last));
    assertEquals(List.of(0L, 0L, 0L), size(order, last));
  }

  /** One that a prerequisite has decided already waits for none of its others. */
  @ParameterizedTest
  @EnumSource
  void began_oneIsDecided_waitsForNone(Order order) {
    Task<?> decided = task("decided", failed(), left);
    Task<?> behind = task("behind", decided, right);

    assertEquals(List.of(4L, 3L, 3L), size(order, behind));
  }
}
