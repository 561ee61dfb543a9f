package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a member has where its user says nothing. */
class MemberOptionsTest {
  private static final InheritableThreadLocal<String> LEFT = new InheritableThreadLocal<>();

  @Test
  void threads_haveNothingOfTheCallBefore() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    LEFT.set("of another caller");
    try {
      Thread next = MemberOptions.defaults().threads.newThread(() -> seen.set(LEFT.get()));
      next.start();
      next.join();
    } finally {
      LEFT.remove();
    }
    assertNull(seen.get());
  }
}
