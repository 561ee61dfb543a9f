package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory runs out under the feet of the engine. */
@Timeout(60)
class MemoryTest {

  /** The makes end, by their tasks' errors or by one of their own, and later ones work. */
  @Test
  void make_tasksTakeAllMemory_endsAndLaterOnesWork() throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(Exhausting.class, List.of("-Xmx24m"), "10");

    ended.expect(0);
    assertEquals(List.of("LAYERED DONE", "EAGER DONE"), ended.lines());
  }
}
