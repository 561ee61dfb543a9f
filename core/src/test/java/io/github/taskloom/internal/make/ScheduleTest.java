package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.internal.pool.RangeSource;
import io.github.taskloom.internal.pool.ReadyQueue;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.pool.Worker;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.Retry;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a planned graph hands out, part by part. */
@Timeout(60)
class ScheduleTest {
  private final Task<Integer> first = task("first");
  private final Task<Integer> second = task("second");

  private static Task<Integer> task(String name) {
    return Task.of(name, () -> 1);
  }

  private static Schedule plan(Order order, Task<?>... given) {
    return Schedule.plan(MakeOptions.DEFAULTS.order(order), TaskNode.all(List.of(given)), null);
  }

  private static WorkSource part(Schedule schedule) {
    WorkSource part = schedule.nextPart();
    assertNotNull(part);
    return part;
  }

  /** What is only required is made, but not given. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void isGiven_requiredOne_isNot(Order order) {
    second.require(first);
    Schedule schedule = plan(order, second);

    for (int position = 0; position < 2; position++) {
      Task<?> task = schedule.task(position);
      assertEquals(task == second, schedule.isGiven(position));
      assertEquals(task == second, schedule.isGiven(TaskNode.of(task)));
    }
  }

  /** Where all is settled there is nothing to hand out. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void hasTasks_settledOnes_areNone(Order order) {
    first.dispatch();

    Schedule settled = plan(order, first);

    assertFalse(settled.hasTasks());
    assertEquals(List.of(first), List.copyOf(settled.settled()));
    assertTrue(plan(order, first, second).hasTasks());
  }

  /** A part is called by what it is, in the words of thread dumps. */
  @Test
  void partName_ofEachOrder_tellsItsSize() {
    Task<?> third = first.thenCall("third", () -> 1);
    Task<?> fourth = second.thenCall("fourth", () -> 1);
    Schedule layered = plan(Order.LAYERED, third, fourth);
    part(layered);
    assertEquals("layer 1 of 2, 2 tasks", layered.partName());
    part(layered);
    assertEquals("layer 2 of 2, 2 tasks", layered.partName());
    assertNull(layered.nextPart());

    Schedule eager = plan(Order.EAGER, third, fourth);
    part(eager);
    assertEquals("all 4 tasks", eager.partName());
    assertNull(eager.nextPart());
  }

  /** A layer is a range, unless tasks may come again. */
  @Test
  void nextPart_ofALayer_isARangeUnlessTasksMayComeAgain() {
    Schedule plain = plan(Order.LAYERED, first, second);
    assertFalse(plain.mayRepeat());
    assertInstanceOf(RangeSource.class, part(plain));

    Task<Integer> flaky = Task.builder("flaky", () -> 1).retry(Retry.times(2)).build();
    for (Schedule repeating :
        List.of(
            plan(Order.LAYERED, first, flaky),
            Schedule.plan(
                MakeOptions.DEFAULTS.retry(Retry.times(2)),
                TaskNode.all(List.of(first, second)),
                null))) {
      assertTrue(repeating.mayRepeat());
      WorkSource part = assertInstanceOf(ReadyQueue.class, part(repeating));
      assertEquals(2, part.left());
      part.claim(true);
      part.claim(true);
      repeating.again(0);
      assertEquals(1, part.left());
    }
  }

  /** In a chain each task is the only one that may run, in either order. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void nextSingle_inAChain_leadsOn(Order order) {
    Task<?> last = first.thenCall("b", () -> 1).thenCall("c", () -> 1);
    Schedule chain = plan(order, last);

    for (String name : List.of("first", "b", "c")) {
      int next = chain.nextSingle();
      assertEquals(name, chain.task(next).name());
      assertEquals(next, chain.nextSingle(), "a look takes nothing");
      chain.takeSingle();
      chain.singleSettled();
    }
    assertEquals(-1, chain.nextSingle());
    assertNull(chain.nextPart());
  }

  /** Of two there is no single one; the one behind them is, where no part was begun. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void nextSingle_ofSeveral_isNone(Order order) {
    Task<?> behind = Task.of("behind", () -> 1);
    behind.require(first, second);
    Schedule schedule = plan(order, behind);

    assertEquals(-1, schedule.nextSingle());
    WorkSource part = Objects.requireNonNull(schedule.nextPart());
    assertEquals(2, part.left());
    assertEquals(order == Order.LAYERED ? 2 : 3, schedule.end() - schedule.start());
  }

  /** Where no two may run at a time, those of a layer are single ones, too, one after another. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void nextSingle_oneAtATime_leadsThroughALayer(Order order) {
    Task<?> behind = Task.of("behind", () -> 1);
    behind.require(first, second);
    Schedule schedule = planOneAtATime(order, behind);

    for (String name : List.of("first", "second", "behind")) {
      int next = schedule.nextSingle();
      assertEquals(name, schedule.task(next).name());
      assertEquals(next, schedule.nextSingle(), "a look takes nothing");
      schedule.takeSingle();
      schedule.singleSettled();
    }
    assertEquals(-1, schedule.nextSingle());
    assertNull(schedule.nextPart());
  }

  /** Those beside one that is elsewhere need not wait for it: they are a part of their own. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void singleElsewhere_oneAtATime_leavesItsSiblingsToAPart(Order order) {
    Schedule schedule = planOneAtATime(order, first, second);
    schedule.nextSingle();
    schedule.takeSingle();

    schedule.singleElsewhere();

    assertEquals(-1, schedule.nextSingle());
    assertTrue(schedule.hasOthers());
    WorkSource part = part(schedule);
    assertEquals("second", schedule.task(part.claim(true)).name());
    assertFalse(schedule.hasOthers());
    assertNull(schedule.nextPart());
  }

  private static Schedule planOneAtATime(Order order, Task<?>... given) {
    MakeOptions how = MakeOptions.DEFAULTS.order(order).parallelism(1);
    return Schedule.plan(how, TaskNode.all(List.of(given)), null);
  }

  /** What is elsewhere may come again: the rest is to be had as a part alone. */
  @Test
  void singleElsewhere_eager_leavesTheRestToAPart() {
    Schedule chain = plan(Order.EAGER, first.thenCall("b", () -> 1));
    int position = chain.nextSingle();
    chain.takeSingle();
    chain.singleElsewhere();
    assertEquals(-1, chain.nextSingle());

    chain.settledElsewhere(position);

    assertEquals(-1, chain.nextSingle());
    assertEquals(1, Objects.requireNonNull(chain.nextPart()).left());
    assertNull(chain.nextPart());
  }

  /** Not so where a layer has several. */
  @Test
  void settled_inAWideLayer_leadsNowhere() {
    Task<?> joined = task("joined");
    joined.require(first);
    joined.require(second);
    Schedule schedule = plan(Order.LAYERED, joined);
    WorkSource part = part(schedule);

    assertEquals(-1, schedule.settled(0, Worker.alone(part)));
    assertEquals(-1, schedule.settled(1, Worker.alone(part)));
    assertNotNull(schedule.nextPart());
  }

  /** Eagerly the first one that becomes ready is gone on with if no other waits; others queue. */
  @Test
  void settled_eager_keepsOneIfNoneWaits() {
    Task<?> a = first.thenCall("a", () -> 1);
    Task<?> b = first.thenCall("b", () -> 1);
    Schedule schedule = plan(Order.EAGER, a, b);
    WorkSource part = part(schedule);
    int root = part.claim(true);

    int kept = schedule.settled(root, Worker.alone(part));

    assertTrue(schedule.task(kept) == a || schedule.task(kept) == b);
    assertEquals(1, part.left());
  }

  /** Where another one waits all are offered. */
  @Test
  void settled_eagerWhileAnotherWaits_keepsNone() {
    Task<?> a = first.thenCall("a", () -> 1);
    Schedule schedule = plan(Order.EAGER, a, second);
    WorkSource part = part(schedule);
    int claimed = part.claim(true);
    int root = schedule.task(claimed) == first ? claimed : part.claim(true);
    assertEquals(first, schedule.task(root));

    int kept = schedule.settled(root, Worker.alone(part));

    assertEquals(root == claimed ? 2 : 0, part.left());
    assertEquals(root == claimed, kept < 0);
  }
}
