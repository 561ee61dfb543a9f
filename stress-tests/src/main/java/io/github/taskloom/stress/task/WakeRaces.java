package io.github.taskloom.stress.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.Tasks;
import java.util.concurrent.Callable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * As {@link WaiterRaces}, but the wait begins at the very moment of the end: in termination mode
 * jcstress lets a millisecond pass between the two, and those waits sleep long before they are
 * ended. A thread that is not woken here is a timeout of the whole test.
 *
 * <pre>{@code stress-tests/run --quick WakeRaces}</pre>
 */
public final class WakeRaces {
  private WakeRaces() {}

  private static String wait(Callable<?> wait) {
    try {
      wait.call();
      return "woken";
    } catch (Exception thrown) {
      return thrown.getClass().getSimpleName();
    }
  }

  /** A join beside a dispatch. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "An exception instead.")
  @State
  public static class JoinBesideDone {
    private final Task<Integer> task = Task.of("awaited", () -> 1);

    @Actor
    public void join(L_Result result) {
      result.r1 = WakeRaces.wait(task::join);
    }

    @Actor
    public void run() {
      task.dispatch();
    }
  }

  /** A join beside a cancel. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "An exception instead.")
  @State
  public static class JoinBesideCancel {
    private final Task<Integer> task = Task.of("awaited", () -> 1);

    @Actor
    public void join(L_Result result) {
      result.r1 = WakeRaces.wait(task::join);
    }

    @Actor
    public void cancel() {
      task.cancel();
    }
  }

  /** A join of an attempt beside its end and the retry that follows. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "An exception instead.")
  @State
  public static class JoinBesideCancelAndRetry {
    private final Task<Integer> task = Task.of("awaited", () -> 1);
    private final Result<Integer> first = task.result();

    @Actor
    public void join(L_Result result) {
      result.r1 = WakeRaces.wait(first::join);
    }

    @Actor
    public void cancelAndRetry() {
      task.cancel();
      task.retry();
    }
  }

  /** A future that is asked for beside the end. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "Completed.")
  @Outcome(expect = FORBIDDEN, desc = "An exception instead.")
  @State
  public static class FutureBesideDone {
    private final Task<Integer> task = Task.of("awaited", () -> 1);

    @Actor
    public void get(L_Result result) {
      result.r1 = WakeRaces.wait(() -> task.result().toCompletableFuture().get());
    }

    @Actor
    public void run() {
      task.dispatch();
    }
  }

  /** A make beside the dispatch of what it needs, by a thread that is none of its own. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "An exception instead.")
  @State
  public static class MakeBesideDispatch {
    private final Task<Integer> first = Task.of("first", () -> 1);
    private final Task<Integer> last = first.thenCall("last", () -> 1);

    @Actor
    public void make(L_Result result) {
      result.r1 = WakeRaces.wait(() -> Tasks.makeNow(last));
    }

    @Actor
    public void run() {
      WakeRaces.dispatch(first);
    }
  }

  /** The same without layers. */
  @JCStressTest
  @Outcome(id = "woken", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "An exception instead.")
  @State
  public static class EagerMakeBesideDispatch {
    private final Task<Integer> first = Task.of("first", () -> 1);
    private final Task<Integer> last = first.thenCall("last", () -> 1);

    @Actor
    public void make(L_Result result) {
      result.r1 = WakeRaces.wait(() -> Make.defaults().order(Order.EAGER).now(last));
    }

    @Actor
    public void run() {
      WakeRaces.dispatch(first);
    }
  }

  private static void dispatch(Task<?> task) {
    try {
      task.dispatch();
    } catch (TaskStateException madeBefore) {
      // the make was faster
    }
  }
}
