package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands in for an executor's thread. */
@Timeout(60)
class StandInTest {
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private void runAndAwait(StandIn standIn, String what) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    standIn.execute(
        () -> {
          ran.add(what);
          over.countDown();
        });
    Bounded.await(over);
  }

  @Test
  void execute_several_areRunInOrderByOneThreadAtATime() throws Exception {
    StandIn standIn = new StandIn();
    CountDownLatch held = new CountDownLatch(1);
    standIn.execute(() -> Bounded.awaitUninterrupted(held));
    standIn.execute(() -> ran.add("first"));
    assertTrue(ran.isEmpty());

    held.countDown();
    runAndAwait(standIn, "second");

    assertEquals(List.of("first", "second"), ran);
  }

  /** One whose thread cannot be started takes another, and so do later commands. */
  @Test
  void execute_threadCannotStart_runsAllTheSame() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    ThreadFactory failing =
        body -> {
          if (tries.incrementAndGet() <= 2) {
            throw new IllegalStateException("no thread is to be had");
          }
          return Thread.ofVirtual().unstarted(body);
        };
    StandIn standIn = new StandIn(failing);

    runAndAwait(standIn, "first");
    runAndAwait(standIn, "second");
    runAndAwait(standIn, "third");

    assertEquals(List.of("first", "second", "third"), ran);
  }

  /** What a command throws keeps none behind it from its run. */
  @Test
  void execute_commandThrows_theNextRuns() throws Exception {
    StandIn standIn = new StandIn();
    standIn.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });

    runAndAwait(standIn, "next");

    assertEquals(List.of("next"), ran);
  }
}
