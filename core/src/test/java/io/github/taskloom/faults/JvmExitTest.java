package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process ends in the middle of a make: nothing of the engine holds it. */
@Timeout(180)
class JvmExitTest {

  private static List<String> exiting(String way, int status) throws Exception {
    return ChildJvm.run(Exiting.class, List.of(), way).expect(status).lines();
  }

  /** A task that calls System.exit ends the process, whatever else runs. */
  @Test
  void exit_fromInsideATask_endsTheProcess() throws Exception {
    assertEquals(List.of(), exiting("inside", Exiting.STATUS));
  }

  /** So does any other thread. */
  @Test
  void exit_fromOutside_endsTheProcess() throws Exception {
    assertEquals(List.of(), exiting("outside", Exiting.STATUS));
  }

  /** A shutdown hook can close a stream: what runs is cancelled and has ended by then. */
  @Test
  void exit_hookClosesTheStream_cancelsWhatRuns() throws Exception {
    assertEquals(List.of("closed: DONE CANCELLED"), exiting("hook", Exiting.STATUS));
  }

  /** A task that calls System.exit never ends: a hook can wait for its make for a time only. */
  @Test
  void exit_fromInsideATaskWithHook_waitOfTheHookNeedsALimit() throws Exception {
    assertEquals(List.of("time is up: RUNNING"), exiting("hook-inside", Exiting.STATUS));
  }

  /** A make in the background keeps no process alive. */
  @Test
  void main_endsWhileMakeIsInBackground_endsTheProcess() throws Exception {
    assertEquals(List.of("main ends, done: false"), exiting("main", 0));
  }
}
