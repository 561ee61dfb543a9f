package io.github.taskloom.lincheck.queue;

import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.lincheck.Strategy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tasks that are added to a queue and taken from it, beside the end of one that blocks another:
 * each is handed out once, none before its prerequisite is DONE, in the order in which they could
 * be. A step of a run takes one as well, dispatches it, and waits instead of finding nothing while
 * another thread may be about to make one ready.
 *
 * <p>Each is added once: while one thread is about to add a task, the {@code add} of a second one
 * does nothing, and returns before the task can be taken.
 */
@Tag("sized")
@Tag("full-only")
public class TaskQueueLinearizabilityTest {

  /** What is done to a queue of three tasks, of which the last one is blocked. */
  public interface Tasks {

    void add(int task);

    /** The name of the task taken; empty if there is none. */
    String get();

    /** The same of the task that a run of one step has handed out, with the state it is in then. */
    String step();

    /** Ends what the last one is blocked by. */
    void unblock();
  }

  /** The operations, of whichever queue. */
  public abstract static class Operations {
    private final Tasks tasks;

    protected Operations(Tasks tasks) {
      this.tasks = tasks;
    }

    @Operation(runOnce = true)
    public void addFirst() {
      tasks.add(0);
    }

    @Operation(runOnce = true)
    public void addSecond() {
      tasks.add(1);
    }

    @Operation(runOnce = true)
    public void addBlocked() {
      tasks.add(2);
    }

    @Operation(runOnce = true)
    public void unblock() {
      tasks.unblock();
    }

    @Operation
    public String get() {
      return tasks.get();
    }
  }

  /** Those with the steps of runs. */
  public abstract static class Steps extends Operations {
    private final Tasks tasks;

    protected Steps(Tasks tasks) {
      super(tasks);
      this.tasks = tasks;
    }

    @Operation
    public String step() {
      return tasks.step();
    }
  }

  /** Those of the real queue. */
  public static class OfTaskQueue extends Operations {
    public OfTaskQueue() {
      super(new Real());
    }
  }

  /** Those of the real queue, with steps. */
  public static class StepsOfTaskQueue extends Steps {
    public StepsOfTaskQueue() {
      super(new Real());
    }
  }

  private static final class Real implements Tasks {
    private final TaskQueue queue = TaskQueue.of();
    private final Task<?> blocker = Task.of("blocker", () -> 0);
    private final List<Task<?>> tasks =
        List.of(Task.of("0", () -> 0), Task.of("1", () -> 1), blocker.then(Task.of("2", () -> 2)));

    @Override
    public void add(int task) {
      queue.add(tasks.get(task));
    }

    @Override
    public String get() {
      return queue.get().map(Task::name).orElse("");
    }

    @Override
    public String step() {
      Iterator<Task<?>> run = queue.run(RunState.create(), true).iterator();
      if (!run.hasNext()) {
        return "";
      }
      Task<?> task = run.next();
      return task.name() + " " + task.state();
    }

    @Override
    public void unblock() {
      blocker.dispatch();
    }
  }

  /** Those of a queue for one thread. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  /** Those of a queue for one thread, with steps. */
  public static class StepsOfModel extends Steps {
    public StepsOfModel() {
      super(new Sequential());
    }
  }

  private static final class Sequential implements Tasks {
    private final List<Integer> ready = new ArrayList<>();
    private boolean blockedIsAdded;
    private boolean unblocked;

    @Override
    public void add(int task) {
      if (task < 2 || unblocked) {
        ready.add(task);
      } else {
        blockedIsAdded = true;
      }
    }

    @Override
    public String get() {
      return ready.isEmpty() ? "" : ready.removeFirst().toString();
    }

    @Override
    public String step() {
      return ready.isEmpty() ? "" : get() + " DONE";
    }

    @Override
    public void unblock() {
      unblocked = true;
      if (blockedIsAdded) {
        ready.add(2);
      }
    }
  }

  /** Those of a queue that looks for a task first and takes it then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  /** Those of a queue whose steps look for a task first and take it then. */
  public static class StepsOfTwin extends Steps {
    public StepsOfTwin() {
      super(new CheckThenStep());
    }
  }

  private static final class CheckThenStep extends CheckThenAct {

    @Override
    public String get() {
      Integer task = ready.poll();
      return task == null ? "" : task.toString();
    }
  }

  private static class CheckThenAct implements Tasks {
    final Queue<Integer> ready = new ConcurrentLinkedQueue<>();
    private volatile boolean blockedIsAdded;
    private volatile boolean unblocked;

    @Override
    public void add(int task) {
      if (task < 2 || unblocked) {
        ready.add(task);
      } else {
        blockedIsAdded = true;
      }
    }

    @Override
    public String get() {
      return lookThenTake("");
    }

    @Override
    public String step() {
      return lookThenTake(" DONE");
    }

    private String lookThenTake(String suffix) {
      Integer task = ready.peek();
      if (task == null) {
        return "";
      }
      ready.poll(); // perhaps another one by now
      return task + suffix;
    }

    @Override
    public void unblock() {
      unblocked = true;
      if (blockedIsAdded) {
        ready.add(2);
      }
    }
  }

  /** What is added, unblocked and taken at once is what one thread could have seen. */
  @ParameterizedTest
  @EnumSource
  void taskQueue_addedUnblockedAndTakenAtOnce_isLinearizable(Strategy strategy) {
    strategy.check(OfTaskQueue.class, Model.class);
  }

  /** A queue that looks first and takes then is found. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }

  /** So it is with the steps of runs beside all that. */
  @ParameterizedTest
  @EnumSource
  void taskQueue_runStepByStepBesideTheOthers_isLinearizable(Strategy strategy) {
    strategy.checkLong(StepsOfTaskQueue.class, StepsOfModel.class);
  }

  /** A queue whose steps look first and take then is found. */
  @ParameterizedTest
  @EnumSource
  void twin_stepChecksThenActs_isFound(Strategy strategy) {
    strategy.findLong(StepsOfTwin.class, StepsOfModel.class);
  }
}
