package io.github.taskloom.lincheck.queue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.TaskState;
import io.github.taskloom.lincheck.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads that run the same queue: each task is handed out once, those whose prerequisites are DONE
 * end DONE, and every run ends.
 */
@Tag("sized")
@Tag("full-only")
public class TaskQueueRunTest {

  /** What is done to a queue of two tasks, of which the second requires the first. */
  public interface Tasks {

    void add(Task<?> task);

    /** Dispatches what it can; returns what it handed out. */
    List<Task<?>> run();
  }

  /** The operations, of whichever queue. */
  public abstract static class Operations {
    private final Task<?> first = Task.of("first", () -> 0);
    private final Task<?> second = first.thenCall("second", () -> 0);
    private final Task<?> third = Task.of("third", () -> 0);
    private final Queue<Task<?>> added = new ConcurrentLinkedQueue<>();
    private final Queue<Task<?>> handedOut = new ConcurrentLinkedQueue<>();
    private final Tasks tasks;

    protected Operations(Tasks tasks) {
      this.tasks = tasks;
    }

    /** Not in the constructor: there Lincheck seems to leave hash codes alone, later they are 0. */
    @Operation(runOnce = true)
    public void addTwo() {
      tasks.add(first);
      tasks.add(second);
      added.addAll(List.of(first, second));
    }

    @Operation
    public void run() {
      handedOut.addAll(tasks.run());
    }

    @Operation(runOnce = true)
    public void addThird() {
      tasks.add(third);
      added.add(third);
    }

    /** After all have ended; a last run takes what was added too late for the others. */
    @Validate
    public void eachOnce() {
      handedOut.addAll(tasks.run());
      if (handedOut.size() != new HashSet<>(handedOut).size()) {
        throw new IllegalStateException("handed out twice: " + handedOut);
      }
      if (!handedOut.containsAll(added)) {
        throw new IllegalStateException("not handed out: " + handedOut);
      }
      for (Task<?> task : handedOut) {
        if (task.state() != TaskState.DONE) {
          throw new IllegalStateException("not DONE: " + task);
        }
      }
    }
  }

  /** Those of the real queue. */
  public static class OfTaskQueue extends Operations {
    public OfTaskQueue() {
      super(new Real(TaskQueue.of()));
    }
  }

  private record Real(TaskQueue queue) implements Tasks {

    @Override
    public void add(Task<?> task) {
      queue.add(task);
    }

    @Override
    public List<Task<?>> run() {
      List<Task<?>> handedOut = new ArrayList<>();
      queue.run().forEach(handedOut::add);
      return handedOut;
    }
  }

  /** They return nothing, so any sequence will do. */
  public static class Model {
    public void run() {}

    public void addTwo() {}

    public void addThird() {}
  }

  /** A queue that looks for a task first and takes it then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct implements Tasks {
    private final Queue<Task<?>> tracked = new ConcurrentLinkedQueue<>();

    @Override
    public void add(Task<?> task) {
      tracked.add(task);
    }

    @Override
    public List<Task<?>> run() {
      List<Task<?>> handedOut = new ArrayList<>();
      for (Task<?> task = tracked.peek(); task != null; task = tracked.peek()) {
        tracked.remove(task);
        handedOut.add(task);
        if (task.state() == TaskState.PENDING) {
          task.run();
        }
      }
      return handedOut;
    }
  }

  /**
   * All is handed out once, and every run ends. The interleavings of two whole runs are too many
   * for more than a look at some of them.
   */
  @ParameterizedTest
  @EnumSource
  void taskQueue_runAtOnce_eachOnceAndAllEnd(Strategy strategy) {
    strategy.checkLong(OfTaskQueue.class, Model.class);
  }

  /** A queue that looks first and takes then is found. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.findLong(OfTwin.class, Model.class);
  }
}
