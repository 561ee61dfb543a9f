package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Callbacks that are registered or removed while what they wait for happens: each is called exactly
 * once, or, where it tells of transitions to come, at most once.
 *
 * <pre>{@code stress-tests/run --quick CallbackRaces}</pre>
 */
public final class CallbackRaces {
  private CallbackRaces() {}

  /** A result's callback that is registered while the task settles is called once. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Called once.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or called twice.")
  @State
  public static class NotifyAgainstSettling {
    private final AtomicInteger calls = new AtomicInteger();
    private final Task<Integer> task = Task.of("settles", () -> 1);

    @Actor
    public void run() {
      task.dispatch();
    }

    @Actor
    public void register() {
      task.result().notify(result -> calls.incrementAndGet());
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = calls.get();
    }
  }

  /** Two callbacks of a result that are registered at once are both called. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each once.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class NotifyAgainstNotify {
    private final AtomicInteger one = new AtomicInteger();
    private final AtomicInteger other = new AtomicInteger();
    private final Task<Integer> task = Task.of("settles", () -> 1);

    @Actor
    public void first() {
      task.result().notify(result -> one.incrementAndGet());
    }

    @Actor
    public void second() {
      task.result().notify(result -> other.incrementAndGet());
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      task.dispatch();
      result.r1 = one.get();
      result.r2 = other.get();
    }
  }

  /** A transition callback that is registered while the event is fired is called once or never. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "Registered after the transition.")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Registered before it.")
  @Outcome(expect = FORBIDDEN, desc = "Called twice.")
  @State
  public static class RegisterAgainstTransition {
    private final AtomicInteger calls = new AtomicInteger();
    private final Task<?> task = Task.of("fires", () -> null);

    @Actor
    public void fire() {
      task.queue();
    }

    @Actor
    public void register() {
      task.onTransition(transition -> calls.incrementAndGet());
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = calls.get();
    }
  }

  /** Two transition callbacks that are registered at once are both kept. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each once.")
  @Outcome(expect = FORBIDDEN, desc = "One was lost.")
  @State
  public static class RegisterAgainstRegister {
    private final AtomicInteger one = new AtomicInteger();
    private final AtomicInteger other = new AtomicInteger();
    private final Task<?> task = Task.of("fires", () -> null);

    @Actor
    public void first() {
      task.onTransition(transition -> one.incrementAndGet());
    }

    @Actor
    public void second() {
      task.onEnter(TaskState.QUEUED, transition -> other.incrementAndGet());
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      task.queue();
      result.r1 = one.get();
      result.r2 = other.get();
    }
  }

  /** A callback that is removed while a second one is registered takes nothing else with it. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "One is gone, the other is there.")
  @Outcome(expect = FORBIDDEN, desc = "The wrong one is gone.")
  @State
  public static class RemoveAgainstRegister {
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger added = new AtomicInteger();
    private final Task<?> task = Task.of("fires", () -> null);
    private final Registration registration =
        task.onTransition(transition -> removed.incrementAndGet());

    @Actor
    public void remove() {
      registration.close();
    }

    @Actor
    public void register() {
      task.onTransition(transition -> added.incrementAndGet());
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      task.queue();
      result.r1 = removed.get();
      result.r2 = added.get();
    }
  }

  /** An action that is registered with a run state while it is cancelled runs once. */
  @JCStressTest
  @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Ran once.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or ran twice.")
  @State
  public static class OnCancelAgainstCancel {
    private final AtomicInteger calls = new AtomicInteger();
    private final RunState runState = RunState.create();

    @Actor
    public void cancel() {
      runState.cancel();
    }

    @Actor
    public void register() {
      runState.onCancel(() -> calls.incrementAndGet());
    }

    @Arbiter
    public void inTheEnd(ZI_Result result) {
      result.r1 = runState.isCancelled();
      result.r2 = calls.get();
    }
  }

  /** Two cancels of one run state run its action once. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Ran once.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or ran twice.")
  @State
  public static class CancelAgainstCancel {
    private final AtomicInteger calls = new AtomicInteger();
    private final RunState runState = RunState.create();

    public CancelAgainstCancel() {
      runState.onCancel(() -> calls.incrementAndGet());
    }

    @Actor
    public void one() {
      runState.cancel();
    }

    @Actor
    public void other() {
      runState.cancel();
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = calls.get();
    }
  }

  /** A result's callback that is removed while the task settles is called once or never. */
  @JCStressTest
  @Outcome(id = "[01]", expect = ACCEPTABLE, desc = "Removed before, or after the end.")
  @Outcome(expect = FORBIDDEN, desc = "Called twice.")
  @State
  public static class RemoveAgainstSettling {
    private final AtomicInteger calls = new AtomicInteger();
    private final Task<Integer> task = Task.of("settles", () -> 1);
    private final Registration registration =
        task.result().notify(result -> calls.incrementAndGet());

    @Actor
    public void run() {
      task.dispatch();
    }

    @Actor
    public void remove() {
      registration.close();
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = calls.get();
    }
  }

  /** Two events from two threads: a callback for each that was made, and for no other. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Queued, then cancelled: a call for each.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Cancelled alone: one call.")
  @Outcome(expect = FORBIDDEN, desc = "A call was lost, or made for an event that lost.")
  @State
  public static class CallsAgainstEvents {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final Task<?> task = Task.of("fires", () -> null);

    public CallsAgainstEvents() {
      task.onTransition(transition -> calls.incrementAndGet());
      task.onEnter(TaskState.CANCELLED, transition -> cancelled.incrementAndGet());
    }

    @Actor
    public void queue() {
      made.addAndGet(Acts.tryFire(task, TaskEvent.QUEUE) ? 1 : 0);
    }

    @Actor
    public void cancel() {
      made.addAndGet(Acts.tryFire(task, TaskEvent.CANCEL) ? 1 : 0);
    }

    @Arbiter
    public void inTheEnd(II_Result result) {
      result.r1 = made.get() == calls.get() ? calls.get() : -1;
      result.r2 = cancelled.get();
    }
  }
}
