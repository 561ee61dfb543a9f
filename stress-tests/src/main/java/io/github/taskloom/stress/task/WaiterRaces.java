package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskStateException;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/**
 * A thread that waits for a task wakes, however the wait begins beside the end of what it waits
 * for. These end, or jcstress reports that they hang.
 *
 * <pre>{@code stress-tests/run --quick WaiterRaces}</pre>
 */
public final class WaiterRaces {
  private WaiterRaces() {}

  /** A join beside a dispatch ends. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Waits for ever.")
  @State
  public static class JoinAgainstDone {
    private final Task<Integer> task = Task.of("awaited", () -> 1);

    @Actor
    public void join() throws InterruptedException {
      task.join();
    }

    @Signal
    public void run() {
      task.dispatch();
    }
  }

  /** A join beside a cancel ends. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Waits for ever.")
  @State
  public static class JoinAgainstCancel {
    private final Task<Integer> task = Task.of("awaited", () -> 1);

    @Actor
    public void join() throws InterruptedException {
      task.join();
    }

    @Signal
    public void cancel() {
      task.cancel();
    }
  }

  /** A join of an attempt beside the retry that follows its end sees that end. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Waits for the next attempt, which no thread runs.")
  @State
  public static class JoinAgainstErrorAndRetry {
    private final Task<Integer> task = Task.of("awaited", () -> 1);
    private final Result<Integer> first = task.result();

    @Actor
    public void join() throws InterruptedException {
      first.join();
    }

    @Signal
    public void failAndRetry() {
      task.fail(new IllegalStateException("on purpose"));
      task.retry();
    }
  }

  /** A future that is asked for beside the end completes. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Completed.")
  @Outcome(expect = FORBIDDEN, desc = "Never completes.")
  @State
  public static class FutureAgainstDone {
    private final Task<Integer> task = Task.of("awaited", () -> 1);

    @Actor
    public void get() throws InterruptedException, ExecutionException {
      task.result().toCompletableFuture().get();
    }

    @Signal
    public void run() {
      task.dispatch();
    }
  }

  /** A function that waits for its cancellation is woken by the interrupt. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Interrupted.")
  @Outcome(expect = FORBIDDEN, desc = "The interrupt was lost.")
  @State
  public static class BlockedFunctionAgainstCancel {
    private final Task<Integer> task =
        Task.of(
            "blocked",
            () -> {
              Thread.sleep(Long.MAX_VALUE);
              return 1;
            });

    @Actor
    public void run() {
      try {
        task.dispatch();
      } catch (TaskStateException cancelledBefore) {
        // it never ran
      }
    }

    @Signal
    public void cancel() {
      task.cancel();
    }
  }

  /** A make is woken by a task that another thread runs and ends. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "The make waits for ever.")
  @State
  public static class MakeAgainstDispatch {
    private final Task<Integer> task = Task.of("shared", () -> 1);

    @Actor
    public void make() {
      task.make();
    }

    @Signal
    public void run() {
      try {
        task.dispatch();
      } catch (TaskStateException madeBefore) {
        // the make was faster
      }
    }
  }
}
