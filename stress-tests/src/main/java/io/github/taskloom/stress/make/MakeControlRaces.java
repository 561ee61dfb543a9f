package io.github.taskloom.stress.make;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.make.ControlledMake;
import io.github.taskloom.internal.make.MakePhase;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A make that is paused: no thread that waits for it to go on sleeps once it does.
 *
 * <pre>{@code stress-tests/run --quick MakeControlRaces}</pre>
 */
public final class MakeControlRaces {
  private MakeControlRaces() {}

  /** A worker that waits is woken by the resume, at whatever step it falls asleep. */
  @JCStressTest(Mode.Termination)
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(expect = FORBIDDEN, desc = "Asleep in a make that goes on.")
  @State
  public static class WaitAgainstResume {
    private final ControlledMake control = paused();

    @Actor
    public void begin() {
      control.awaitResumed();
    }

    @Signal
    public void resume() {
      control.resume();
    }
  }

  /** So it is where the resume comes at every moment of falling asleep. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "It begins.")
  @Outcome(expect = FORBIDDEN, desc = "Gone although it goes on.")
  @State
  public static class SleepAgainstResume {
    private final ControlledMake control = paused();

    @Actor
    public void begin(Z_Result result) {
      result.r1 = control.awaitResumed();
    }

    @Actor
    public void resume() {
      letOthersLook();
      control.resume();
    }
  }

  /** Of a pause and a resume the later one stands, and a worker sleeps after neither. */
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "It begins.")
  @Outcome(expect = FORBIDDEN, desc = "Gone although it goes on.")
  @State
  public static class PauseAgainstWaitAgainstResume {
    private final ControlledMake control = new ControlledMake(new MakePhase());

    @Actor
    public void pauseAndResume() {
      control.pause();
      letOthersLook();
      control.resume();
      control.pause(); // one that was woken by the resume does not take it for the end
      control.resume();
    }

    @Actor
    public void begin(Z_Result result) {
      result.r1 = control.awaitResumed();
    }
  }

  /** A pause and a resume leave it paused or not, and one more resume opens it. */
  @JCStressTest
  @Outcome(id = "false", expect = ACCEPTABLE, desc = "It goes on.")
  @Outcome(expect = FORBIDDEN, desc = "Paused for good.")
  @State
  public static class PauseAgainstResume {
    private final ControlledMake control = new ControlledMake(new MakePhase());

    @Actor
    public void pause() {
      control.pause();
    }

    @Actor
    public void resume() {
      control.resume();
    }

    @Arbiter
    public void inTheEnd(Z_Result result) {
      control.resume();
      result.r1 = control.isPaused();
    }
  }

  private static ControlledMake paused() {
    ControlledMake control = new ControlledMake(new MakePhase());
    control.pause();
    return control;
  }

  private static int turn;

  /** Each time a little longer or shorter, so that each step of falling asleep has its turn. */
  private static void letOthersLook() {
    int looks = turn++ * 7 & 255; // two threads may get the same: no matter
    for (int look = 0; look < looks; look++) {
      Thread.onSpinWait();
    }
  }
}
