package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.KnownFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory runs out under the feet of the engine. */
@Timeout(180)
class MemoryTest {

  /** The makes end, by their tasks' errors or by one of their own, and later ones work. */
  @Test
  void make_tasksTakeAllMemory_endsAndLaterOnesWork() throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(Exhausting.class, List.of("-Xmx24m"), "10");

    ended.expect(0);
    assertEquals(List.of("LAYERED DONE", "EAGER DONE"), ended.lines());
  }

  /**
   * No class of the engine's is initialized by the first failure: one that memory was too short for
   * would never come back, nor would any later failure be settled.
   */
  @Test
  void make_firstFailure_needsNoFurtherClass() throws Exception {
    List<String> lines =
        ChildJvm.run(FirstFailure.class, List.of("-Xlog:class+init=info")).expect(0).lines();

    int begin = lines.indexOf(FirstFailure.BEGINS);
    int end = lines.indexOf(FirstFailure.ENDS);
    assertTrue(begin > 0 && end > begin, lines::toString);
    assertTrue(
        lines.subList(0, begin).stream().anyMatch(MemoryTest::initializesEngine), lines::toString);
    assertEquals(
        List.of(),
        lines.subList(begin, end).stream().filter(MemoryTest::initializesEngine).toList());
  }

  /** A class that has anything to initialize: the log says of others that they have "no method". */
  private static boolean initializesEngine(String line) {
    return line.contains(" Initializing 'io/github/taskloom/")
        && !line.contains("/faults/")
        && !line.contains("(no method)");
  }

  /** Where G1 has nothing left, not even for a message: the caller gets that error at the least. */
  @Test
  void make_resultsTakeAllMemoryUnderG1_ends() throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(Results.class, List.of("-Xmx64m", "-XX:+UseG1GC"));

    if (ended.exit() != 0) {
      ended.expect(1);
      assertTrue(ended.lines().toString().contains("OutOfMemoryError"), ended::toString);
    }
  }

  @Test
  @KnownFault(
      value = "a result is held as long as its task is, whether any task still needs it or not",
      shows = "expected: <[DONE]>")
  void make_resultsThatNoTaskNeedsAnyMore_areGivenUp() throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(Results.class, List.of("-Xmx64m"));

    assertEquals(List.of("DONE"), ended.expect(0).lines());
  }
}
