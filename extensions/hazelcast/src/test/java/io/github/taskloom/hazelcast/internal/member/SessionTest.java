package io.github.taskloom.hazelcast.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.hazelcast.internal.wire.AllowList;
import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.CallResult.Kind;
import io.github.taskloom.hazelcast.internal.wire.Exchange;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A member's end alone: what comes twice, too late, too early, or from a caller that is gone. */
class SessionTest {
  private static final long WAIT = TimeUnit.MINUTES.toNanos(1);

  private final AtomicInteger called = new AtomicInteger();
  private final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final Map<String, Body.Registered> functions =
      Map.of(
          "count", new Body.Registered(List.of(), inputs -> called.incrementAndGet()),
          "hold", new Body.Registered(List.of(), inputs -> hold()));
  private final MemberDesk desk =
      MemberDesk.open(
          "a",
          new Values(AllowList.EMPTY, SessionTest.class.getClassLoader()),
          functions,
          1,
          Thread.ofVirtual().factory());
  private final UUID endpoint = UUID.randomUUID();
  private final Exchange.Sender sender = new Exchange.Sender("s/0", "s", endpoint, "caller");

  private Object hold() throws InterruptedException {
    holding.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException expected) {
      interrupted.countDown();
      throw expected;
    }
    return 0;
  }

  private static CallMessage call(long number, String function) {
    return new CallMessage(number, "task " + number, 1, function, null, new byte[0][]);
  }

  private Exchange exchange(long number, long wait, CallMessage... calls) {
    return new Exchange(sender, number, wait, List.of(calls), new long[0], 0, false);
  }

  private void awaitInterrupt() throws InterruptedException {
    assertTrue(interrupted.await(1, TimeUnit.MINUTES), "the function was not interrupted");
    long end = System.nanoTime() + WAIT;
    while (desk.load() > 0 && System.nanoTime() - end < 0) {
      Thread.sleep(1);
    }
    assertEquals(0, desk.load());
  }

  @Test
  void exchange_thatComesTwice_runsNothingTwice() throws Exception {
    Exchange first = exchange(0, WAIT, call(1, "count"));
    assertEquals(List.of(1L), numbers(desk.exchange(first)));
    assertEquals(Reply.Status.NO_SESSION, desk.exchange(first).status());
    assertEquals(Reply.Status.NO_SESSION, desk.exchange(first).status(), "nor once more");
    assertEquals(1, called.get());
  }

  @Test
  void exchange_ofAnUnknownSession_isNotTaken() throws Exception {
    assertEquals(Reply.Status.NO_SESSION, desk.exchange(exchange(3, 0, call(1, "count"))).status());
    assertEquals(0, called.get());
  }

  @Test
  void caller_thatIsGone_hasItsCallsInterrupted_andOpensNothingAgain() throws Exception {
    desk.exchange(exchange(0, 0, call(1, "hold"), call(2, "count")));
    assertTrue(holding.await(1, TimeUnit.MINUTES));
    desk.endpointGone(endpoint);
    awaitInterrupt();
    assertEquals(Reply.Status.NO_SESSION, desk.exchange(exchange(0, 0, call(3, "count"))).status());
    assertEquals(0, called.get());
  }

  @Test
  void caller_thatIsSilent_hasItsCallsInterrupted() throws Exception {
    desk.exchange(exchange(0, 0, call(1, "hold")));
    assertTrue(holding.await(1, TimeUnit.MINUTES));
    desk.endSilent(WAIT); // it is not silent for that long
    assertEquals(1, desk.load());
    desk.endSilent(0);
    awaitInterrupt();
  }

  @Test
  void cancel_thatOvertakesItsCall_keepsItFromRunning() throws Exception {
    desk.exchange(exchange(0, 0));
    desk.exchange(new Exchange(sender, 2, 0, List.of(), new long[] {7}, 0, false));
    Reply reply = desk.exchange(exchange(1, WAIT, call(7, "count")));
    assertEquals(Kind.STOPPED, reply.results().getFirst().kind());
    assertEquals(0, called.get());
  }

  @Test
  void whatIsWantedBack_isWhatCameLast_andHasNotBegun() throws Exception {
    desk.exchange(
        exchange(0, 0, call(1, "hold"), call(2, "count"), call(3, "count"), call(4, "count")));
    assertTrue(holding.await(1, TimeUnit.MINUTES));
    Reply reply = desk.exchange(new Exchange(sender, 1, WAIT, List.of(), new long[0], 2, false));
    List<Long> back = new ArrayList<>(numbers(reply));
    if (back.size() < 2) { // the first alone had come when it was looked
      back.addAll(numbers(desk.exchange(exchange(2, WAIT))));
    }
    assertEquals(List.of(4L, 3L), back);
    assertTrue(reply.results().stream().allMatch(result -> result.kind() == Kind.RETURNED));
    desk.end();
    awaitInterrupt();
    assertEquals(0, called.get());
  }

  @Test
  void exchange_thatWaits_isSentBackByTheNext() throws Exception {
    desk.exchange(exchange(0, 0, call(1, "hold")));
    assertTrue(holding.await(1, TimeUnit.MINUTES));
    CountDownLatch back = new CountDownLatch(1);
    Thread waits =
        Thread.startVirtualThread(
            () -> {
              try {
                desk.exchange(exchange(1, WAIT));
                back.countDown();
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              }
            });
    long number = 2;
    while (!back.await(10, TimeUnit.MILLISECONDS)) {
      desk.exchange(exchange(number++, 0)); // it may not have waited yet
      assertTrue(number < 6_000, "it was not sent back");
    }
    waits.join();
    desk.end();
    awaitInterrupt();
  }

  private static List<Long> numbers(Reply reply) {
    return reply.results().stream().map(CallResult::number).toList();
  }
}
