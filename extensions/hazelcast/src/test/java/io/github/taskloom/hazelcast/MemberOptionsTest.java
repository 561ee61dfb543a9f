package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.hazelcast.internal.member.Body;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

  @Test
  void function_ofPrimitives_takesThem() throws Exception {
    MemberOptions options =
        MemberOptions.defaults().function("sum", int.class, long.class, (a, b) -> a + b);
    Body.Registered sum = options.functions.get("sum");
    Object[] given = {1, 2L};
    assertEquals(List.of(Integer.class, Long.class), sum.inputs());
    assertEquals(3L, sum.body().call(given));
    assertEquals(Integer.class, Boxed.of(int.class));
  }

  @Test
  void durations_mayBeForEver() {
    Duration forEver = ChronoUnit.FOREVER.getDuration();
    assertEquals(
        Long.MAX_VALUE, Nanos.of(MemberOptions.defaults().callerTimeout(forEver).callerTimeout));
    assertEquals(
        Long.MAX_VALUE, Nanos.of(ClusterOptions.defaults().memberWait(forEver).memberWait));
    assertEquals(1_000_000, Nanos.of(Duration.ofMillis(1)));
  }
}
