package io.github.taskloom.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.Task;
import io.github.taskloom.fsm.FsmException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * A dispatch and a cancel of one PENDING task: exactly one of them decides, both agree on what
 * became of it, and the function runs at most once.
 *
 * <p>The outcome is: what the dispatch said, the state in the end, how often the function ran.
 *
 * <pre>{@code java -jar stress-tests/target/stress-tests.jar -m quick -t DispatchAgainstCancel}
 * </pre>
 */
@JCStressTest
@Outcome(id = "DONE, DONE, 1", expect = ACCEPTABLE, desc = "The cancel came too late.")
@Outcome(id = "CANCELLED, CANCELLED, 1", expect = ACCEPTABLE, desc = "Cancelled while it ran.")
@Outcome(id = "CANCELLED, CANCELLED, 0", expect = ACCEPTABLE, desc = "Cancelled before the call.")
@Outcome(id = "refused, CANCELLED, 0", expect = ACCEPTABLE, desc = "The dispatch came too late.")
@Outcome(expect = FORBIDDEN, desc = "Both or neither decided.")
@State
public class DispatchAgainstCancel {
  /** Plain: only the dispatching actor may run the function, and the arbiter comes after both. */
  private int runs;

  private final Task<Integer> task = Task.of("contended", () -> ++runs);

  @Actor
  public void dispatch(LLI_Result result) {
    try {
      result.r1 = task.dispatch();
    } catch (FsmException refused) {
      result.r1 = "refused";
    }
  }

  @Actor
  public void cancel() {
    task.cancel();
  }

  @Arbiter
  public void inTheEnd(LLI_Result result) {
    result.r2 = task.state();
    result.r3 = runs;
  }
}
