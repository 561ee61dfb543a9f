package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.taskloom.testing.KnownFault;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Functions that only compute hold the carriers of all virtual threads of the process: a limit that
 * leaves them behind must not need one.
 */
@Timeout(180)
class CarriersTest {

  /** The states of the tasks, and what became of the make; what was logged is left out. */
  private record Seen(List<String> states, List<String> make) {
    static Seen of(String way) throws Exception {
      List<String> lines = ChildJvm.run(Hogs.class, List.of(), way).expect(0).lines();
      return new Seen(
          lines.stream().filter(line -> line.startsWith("state ")).toList(),
          lines.stream().filter(line -> line.startsWith("make ")).toList());
    }

    void assertAllFailed() {
      assertFalse(states.isEmpty());
      states.forEach(state -> assertEquals("state FAILED", state));
    }
  }

  /** The tasks are settled by the clock, on threads that no function can hold. */
  @Tag("sized")
  @Tag("full-only")
  @Test
  void limit_allCarriersAreHeld_settlesTheTasks() throws Exception {
    Seen.of("virtual").assertAllFailed();
  }

  @Test
  @KnownFault(
      value = "the make's own threads are virtual and wait for a carrier",
      shows = "not returned")
  void limit_allCarriersAreHeld_makeReturns() throws Exception {
    assertEquals(List.of("make returned"), Seen.of("virtual").make());
  }

  /** In an executor of platform threads such functions hold no carrier. */
  @Test
  void limit_computedOnPlatformThreads_makeReturns() throws Exception {
    Seen seen = Seen.of("executor");

    assertEquals(List.of("make returned"), seen.make());
    seen.assertAllFailed();
  }
}
