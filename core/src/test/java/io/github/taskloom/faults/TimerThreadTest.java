package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one thread for all timers belongs to none of those who set them. */
@Timeout(180)
class TimerThreadTest {

  /** It has no inheritable thread-local and no class loader of its first user, and holds none. */
  @Test
  void timer_setByTheFirstUser_holdsNothingOfIt() throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(FirstUser.class, List.of());

    ended.expect(0);
    assertEquals(List.of("null, true", "collected"), ended.lines());
  }
}
