package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is tried again where there is no memory: for how often, and how. */
@Timeout(60)
class NoMemoryTest {
  private final OutOfMemoryError noMemory = new OutOfMemoryError("on purpose");

  /** After a hundred tries what ended them is the caller's to bear. */
  @Test
  void pauseAfter_aHundredTries_throws() {
    assertDoesNotThrow(() -> NoMemory.pauseAfter(1, noMemory));
    assertDoesNotThrow(() -> NoMemory.pauseAfter(99, noMemory));

    assertSame(
        noMemory, assertThrows(OutOfMemoryError.class, () -> NoMemory.pauseAfter(100, noMemory)));
  }

  /** In between its thread rests, so that others come to give some back. */
  @Test
  void pauseAfter_fewTries_rests() throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    Thread trying =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!seen.get()) {
                    NoMemory.pauseAfter(1, noMemory);
                  }
                });
    try {
      Bounded.until(() -> trying.getState() == Thread.State.TIMED_WAITING);
    } finally {
      seen.set(true);
    }
    Bounded.join(trying);
  }
}
