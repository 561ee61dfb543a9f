package io.github.taskloom.hazelcast.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.hazelcast.internal.wire.AllowList;
import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.Exchange;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member's desk, told of exchanges as Hazelcast would: no cluster is needed for it. */
@Timeout(120)
class MemberDeskTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(1);
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  private final Map<String, Body.Registered> functions =
      Map.of(
          "count", function(given -> calls.incrementAndGet()),
          "hold", function(given -> open.await(1, TimeUnit.MINUTES)),
          "shout",
              function(
                  given -> {
                    throw new IllegalStateException("no".repeat(1_000_000));
                  }),
          "throw",
              function(
                  given -> {
                    throw new Mute();
                  }));

  private static Body.Registered function(Body body) {
    return new Body.Registered(List.of(), body);
  }

  /** Says nothing of itself. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw this;
    }
  }

  private MemberDesk desk(ThreadFactory threads) {
    Values values = new Values(AllowList.EMPTY, MemberDeskTest.class.getClassLoader());
    return MemberDesk.open("m", values, functions, 1, threads);
  }

  private static Exchange exchange(int number, long wait, boolean last, CallMessage... calls) {
    Exchange.Sender sender = new Exchange.Sender("s", "c", new UUID(1, 2), "caller");
    return new Exchange(sender, number, wait, List.of(calls), new long[0], 0, last);
  }

  private static CallMessage call(long number, String function) {
    return new CallMessage(number, "task", 1, function, null, new byte[0][]);
  }

  @Test
  void exceptionThatSaysNothing_endsItsCall_andGivesTheSlotBack() throws Exception {
    MemberDesk desk = desk(VIRTUAL);
    Reply reply = desk.exchange(exchange(0, LONG, false, call(1, "throw"), call(2, "count")));
    List<CallResult> results = new ArrayList<>(reply.results());
    if (results.size() < 2) {
      results.addAll(desk.exchange(exchange(1, LONG, false)).results());
    }
    assertEquals(2, results.size());
    assertTrue(results.getFirst().why().contains(Mute.class.getName()), results.toString());
    assertEquals(CallResult.Kind.DONE, results.getLast().kind());
    while (desk.load() > 0) { // a slot is given back after its result
      Thread.sleep(1);
    }
  }

  @Test
  void exceptionWithALongText_isToldInShort() throws Exception {
    Reply reply = desk(VIRTUAL).exchange(exchange(0, LONG, false, call(1, "shout")));
    CallResult result = reply.results().getFirst();
    assertTrue(result.why().length() < 20_000, result::why);
    assertTrue(result.size() < 2_500_000, "the text is in the exception, and that once");
  }

  @Test
  void lastExchange_thatOvertakesTheFirst_hasItsCallsNotRun() throws Exception {
    MemberDesk desk = desk(VIRTUAL);
    desk.exchange(exchange(1, 0, true));
    Reply reply = desk.exchange(exchange(0, 0, false, call(1, "count")));
    assertEquals(Reply.Status.NO_SESSION, reply.status());
    assertEquals(0, desk.load());
  }

  @Test
  void exchange_thatComesAfterTheMemberHasLeft_isGivenBackWhole() throws Exception {
    MemberDesk desk = desk(VIRTUAL);
    desk.exchange(exchange(0, 0, false));
    desk.leave();
    desk.end();
    Reply reply = desk.exchange(exchange(1, 0, false, call(1, "count")));
    assertEquals(Reply.Status.NO_MEMBER, reply.status());
    assertEquals(0, calls.get());
  }

  @Test
  void threads_thatCannotBeHad_refuseEachCall() throws Exception {
    MemberDesk desk =
        desk(
            run -> {
              throw new IllegalStateException("none");
            });
    int number = 20_000;
    CallMessage[] many = new CallMessage[number];
    for (int i = 0; i < number; i++) {
      many[i] = call(i, "count");
    }
    int refused = desk.exchange(exchange(0, LONG, false, many)).results().size();
    for (int i = 1; refused < number; i++) {
      refused += desk.exchange(exchange(i, LONG, false)).results().size();
    }
    assertEquals(number, refused);
    assertEquals(0, desk.load());
  }

  @Test
  void callThatIsCancelledInTheQueue_isNotKept() throws Exception {
    MemberDesk desk = desk(VIRTUAL);
    byte[] input = new byte[1 << 20];
    WeakReference<byte[]> kept = new WeakReference<>(input);
    desk.exchange(
        exchange(
            0,
            0,
            false,
            call(1, "hold"),
            new CallMessage(2, "task", 1, "count", null, new byte[][] {input})));
    input = null;
    Exchange.Sender sender = new Exchange.Sender("s", "c", new UUID(1, 2), "caller");
    Reply reply = desk.exchange(new Exchange(sender, 1, LONG, List.of(), new long[] {2}, 0, false));
    assertEquals(CallResult.Kind.STOPPED, reply.results().getFirst().kind());
    for (int i = 0; i < 100 && kept.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(kept.get() == null, "its input is held for as long as no slot is free");
    assertEquals(1, desk.load());
    open.countDown();
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yields but the time it takes
  void memberThatLeaves_tellsWhatHasEnded() throws Exception {
    try (ExecutorService exchanges = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        MemberDesk desk = desk(VIRTUAL);
        desk.exchange(exchange(0, 0, false));
        Future<Reply> reply =
            exchanges.submit(() -> desk.exchange(exchange(1, LONG, false, call(1, "count"))));
        while (calls.get() <= i) {
          Thread.yield();
        }
        desk.leave();
        while (!desk.isEmpty()) {
          Thread.yield();
        }
        desk.end();
        assertEquals(1, reply.get().results().size(), "after " + i);
      }
    }
  }
}
