package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancels and limits reach what runs on a member. */
class CancelTest {
  private final Gates gates = new Gates();
  private Cluster cluster;

  @BeforeEach
  void open() {
    cluster = SharedCluster.caller();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void cancel_ofATaskThatRuns_interruptsItsFunction() throws Exception {
    String gate = gates.open();
    Task<Integer> held = Task.async("held", cluster.remote(() -> Gates.hold(gate)));
    CompletableFuture<List<Task<?>>> make = Make.defaults().later(held);
    Gates.awaitHeld(gate, 1);
    held.cancel();
    assertEquals(TaskState.CANCELLED, make.get(1, TimeUnit.MINUTES).getFirst().state());
    Gates.awaitInterrupted(gate, 1);
  }

  @Test
  void limit_thatIsUp_interruptsTheFunction() throws Exception {
    String gate = gates.open();
    // On a busy machine the time may be up before the call has come to its member.
    for (long millis = 200; Gates.held(gate) == 0 && millis < 60_000; millis *= 4) {
      Task<Integer> held =
          Task.builder("held")
              .timeout(Duration.ofMillis(millis))
              .runAsync(cluster.remote(() -> Gates.hold(gate)));
      Tasks.makeNow(held);
      assertInstanceOf(
          TaskTimeoutException.class,
          assertInstanceOf(Outcome.Failed.class, held.outcome()).cause());
    }
    Gates.awaitInterrupted(gate, 1);
  }

  @Test
  void cancel_ofCallsThatWait_leavesNoneOfThem() throws Exception {
    String gate = gates.open();
    List<Task<?>> held = new ArrayList<>();
    for (int i = 0; i < 12; i++) { // all slots of the three members
      held.add(Task.async("held" + i, cluster.remote(() -> Gates.hold(gate))));
    }
    String other = gates.open();
    List<Task<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      waiting.add(Task.async("waiting" + i, cluster.remote(() -> Gates.hold(other))));
    }
    CompletableFuture<List<Task<?>>> first = Make.defaults().later(held.toArray(Task<?>[]::new));
    Gates.awaitHeld(gate, 12);
    CompletableFuture<List<Task<?>>> second =
        Make.defaults().later(waiting.toArray(Task<?>[]::new));
    for (Task<?> task : waiting) {
      while (task.state() == TaskState.PENDING) {
        Thread.onSpinWait(); // its function is called soon
      }
      task.cancel();
    }
    for (Task<?> task : second.get(1, TimeUnit.MINUTES)) {
      assertEquals(TaskState.CANCELLED, task.state());
    }
    Gates.await("all cancels have come", () -> load() == 12 ? 1 : 0, 1);
    Gates.release(gate);
    for (Task<?> task : first.get(1, TimeUnit.MINUTES)) {
      assertEquals(TaskState.DONE, task.state());
    }
    // A task that follows shows that the slots are free again.
    Task<Integer> after = Task.async("after", cluster.remote(() -> 1));
    assertEquals(1, SharedCluster.MAKE.get(after));
    // One that was on its way may have begun before its cancel came: it does not go on.
    Gates.awaitInterrupted(other, Gates.held(other));
  }

  private static int load() {
    return SharedCluster.MEMBERS.stream().mapToInt(ClusterMember::load).sum();
  }

  @Test
  void close_failsWhatRuns_andInterruptsIt() throws Exception {
    String gate = gates.open();
    Task<Integer> held = Task.async("held", cluster.remote(() -> Gates.hold(gate)));
    CompletableFuture<List<Task<?>>> make = Make.defaults().later(held);
    Gates.awaitHeld(gate, 1);
    cluster.close();
    make.get(1, TimeUnit.MINUTES);
    assertInstanceOf(
        ClusterClosedException.class,
        assertInstanceOf(Outcome.Failed.class, held.outcome()).cause());
    Gates.awaitInterrupted(gate, 1);

    Task<Integer> late = Task.async("late", cluster.remote(() -> 1));
    assertFalse(SharedCluster.MAKE.now(late).getFirst().state() == TaskState.DONE);
    assertTrue(late.outcome().toString().contains("closed"), late.outcome()::toString);
  }
}
