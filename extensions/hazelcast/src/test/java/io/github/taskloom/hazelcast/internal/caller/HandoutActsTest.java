package io.github.taskloom.hazelcast.internal.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.cluster.Member;
import io.github.taskloom.hazelcast.ClusterClosedException;
import io.github.taskloom.hazelcast.internal.wire.AllowList;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hand-out whose exchanges a test answers: no cluster is needed for it. */
@Timeout(120)
class HandoutActsTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final BlockingQueue<Link.Outgoing> sent = new LinkedBlockingQueue<>();
  private final Semaphore starved = new Semaphore(0);
  private final Semaphore crowded = new Semaphore(0);
  private volatile UUID endpoint = new UUID(1, 2);
  private long numbers;

  private Handout handout(long memberWaitNanos) {
    Values values = new Values(AllowList.EMPTY, HandoutActsTest.class.getClassLoader());
    return new Handout(
        new CallerSettings("c", values, Integer.MAX_VALUE, 1_000, 1 << 20, memberWaitNanos),
        new Links("c", () -> endpoint, "c"),
        sent::add,
        starved::release,
        crowded::release,
        () -> {});
  }

  /** One slot, and these functions. */
  private static MemberInfo member(int number, String... functions) {
    UUID uuid = new UUID(7, number);
    Member member =
        (Member)
            Proxy.newProxyInstance(
                Member.class.getClassLoader(),
                new Class<?>[] {Member.class},
                (self, method, given) -> method.getName().equals("getUuid") ? uuid : null);
    return new MemberInfo(member, new Announcement("m" + number, 1, Set.of(functions)));
  }

  private RemoteStage call(Handout handout, String function, byte[]... inputs) {
    CallMessage message = new CallMessage(++numbers, "task", 1, function, null, inputs);
    RemoteStage stage = new RemoteStage(handout, message, null, null);
    handout.add(stage);
    return stage;
  }

  private void addCalls(Handout handout, String function, int number) {
    for (int i = 0; i < number; i++) {
      RemoteStage unused = call(handout, function);
    }
  }

  private Link.Outgoing sent() throws InterruptedException {
    Link.Outgoing outgoing = sent.poll(1, TimeUnit.MINUTES);
    assertNotNull(outgoing, "nothing was sent");
    return outgoing;
  }

  /** As the thread of an exchange does. */
  private static void answer(Handout handout, Link.Outgoing outgoing, CallResult... results) {
    List<RemoteStage> returned = new ArrayList<>();
    List<RemoteStage> ended = new ArrayList<>();
    for (CallResult result : results) {
      RemoteStage stage = outgoing.link().sent().remove(result.number());
      (result.kind() == CallResult.Kind.RETURNED ? returned : ended).add(stage);
    }
    Reply reply = new Reply(List.of(results), 0, MINUTE);
    handout.answered(outgoing, reply, results.length, returned);
    ended.forEach(stage -> stage.complete(null));
  }

  private static CallResult[] done(List<RemoteStage> stages) {
    return stages.stream()
        .map(stage -> CallResult.done(stage.number(), null))
        .toArray(CallResult[]::new);
  }

  @Test
  void dependentOfACallThatFails_mayCloseTheCluster() throws Exception {
    Handout handout = handout(0);
    ClusterClosedException why = new ClusterClosedException("closed", null);
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    RemoteStage stage =
        new RemoteStage(
            handout, new CallMessage(1, "task", 1, null, null, new byte[0][]), null, null);
    CompletableFuture<Object> unused =
        stage.whenComplete(
            (value, failure) -> {
              closed.complete(handout.close(why).size());
            });
    handout.add(stage);
    assertEquals(0, closed.get(1, TimeUnit.MINUTES));
  }

  @Test
  void functionThatIsCalledAllTheTime_doesNotHoldAnother() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1, "often", "rare")));
    List<RemoteStage> rare = new ArrayList<>();
    addCalls(handout, "often", 1);
    for (int i = 0; i < 100; i++) {
      addCalls(handout, "often", 3);
      if (i == 3) {
        rare.add(call(handout, "rare"));
        rare.add(call(handout, null));
      }
      Link.Outgoing outgoing = sent();
      List<RemoteStage> all = List.copyOf(outgoing.link().sent().values());
      answer(handout, outgoing, done(all));
      if (rare.size() == 2 && rare.stream().allMatch(RemoteStage::isDone)) {
        return;
      }
    }
    assertEquals(List.of(), rare, "these have got no turn");
  }

  @Test
  void memberThatTakesNoCallsAnyMore_isLookedForAgain() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1)));
    RemoteStage stage = call(handout, null);
    Link.Outgoing outgoing = sent();
    handout.members(List.of(member(1), member(2)));
    handout.answered(outgoing, Reply.of(Reply.Status.NO_MEMBER), 0, List.of());
    assertEquals(List.of(stage), sent().stages());
    assertTrue(
        starved.tryAcquire(1, TimeUnit.MINUTES), "a member that is back at once is not looked for");
  }

  @Test
  void othersAreLookedFor_whileCallsWaitThoughAReplyWillCome() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1)));
    RemoteStage runs = call(handout, null);
    Link.Outgoing opening = sent();
    assertEquals(List.of(runs), opening.stages());
    addCalls(handout, null, 1);
    assertTrue(crowded.tryAcquire(1, TimeUnit.MINUTES), "one waits here");
    answer(handout, opening); // the call runs on, and there is room for one ahead
    Link.Outgoing ahead = sent();
    assertEquals(1, ahead.stages().size());
    crowded.drainPermits();
    handout.ask();
    assertTrue(crowded.tryAcquire(1, TimeUnit.MINUTES), "one waits there");
    answer(handout, ahead, done(List.of(runs)));
    assertEquals(List.of(), sent().stages()); // nothing waits: it is told of in the same turn
    crowded.drainPermits();
    handout.ask();
    handout.close(new ClusterClosedException("closed", null));
    assertEquals(0, crowded.availablePermits(), "nothing waits");
    assertEquals(0, starved.availablePermits(), "replies will come");
  }

  @Test
  void memberThatHasOtherFunctionsNow_isCalledByThem() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1, "old")));
    RemoteStage first = call(handout, "old");
    answer(handout, sent(), done(List.of(first)));
    handout.members(List.of(member(1, "fresh")));
    RemoteStage second = call(handout, "fresh");
    assertEquals(List.of(second), sent().stages());
  }

  @Test
  void memberThatIsMissingForAMoment_isUsedAgain() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1)));
    addCalls(handout, null, 1);
    Link.Outgoing first = sent();
    handout.members(List.of());
    handout.members(List.of(member(1)));
    answer(handout, first); // its call runs on
    assertEquals(List.of(), sent().stages());
    RemoteStage second = call(handout, null);
    assertEquals(List.of(second), sent().stages());
  }

  @Test
  void sessions_areOfTheMemberThatTheCallerIsNow() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1)));
    addCalls(handout, null, 1);
    assertEquals(new UUID(1, 2), sent().exchange().sender().endpoint());
    endpoint = new UUID(3, 4); // a split network has merged
    handout.members(List.of(member(1), member(2)));
    addCalls(handout, null, 1);
    assertEquals(endpoint, sent().exchange().sender().endpoint());
  }

  @Test
  void wantedBack_isAskedForLessAndLess() {
    WantedBack wanted = new WantedBack();
    long hour = TimeUnit.HOURS.toNanos(1);
    assertTrue(wanted.isStuckFor(0) && !wanted.isStuckFor(hour));
    for (int i = 0; i < 100; i++) {
      wanted.want(3);
    }
    assertEquals(3, wanted.told());
    assertEquals(0, wanted.told());
    assertTrue(wanted.isStuckFor(0) && !wanted.isStuckFor(hour / 128));
  }

  @Test
  void callThatIsCancelledWhileItWaits_isNotKept() throws Exception {
    Handout handout = handout(MINUTE);
    handout.members(List.of(member(1)));
    addCalls(handout, null, 3);
    byte[] input = new byte[1 << 20];
    WeakReference<byte[]> kept = new WeakReference<>(input);
    call(handout, null, input).cancel(true);
    input = null;
    for (int i = 0; i < 10; i++) {
      call(handout, null).cancel(true);
    }
    for (int i = 0; i < 100 && kept.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(kept.get() == null, "its input is held for as long as no member has room");
  }

  @Test
  void close_failsWhatWaits() throws Exception {
    Handout handout = handout(MINUTE);
    RemoteStage stage = call(handout, null);
    handout.close(new ClusterClosedException("closed", null));
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> stage.get(1, TimeUnit.MINUTES));
    assertInstanceOf(ClusterClosedException.class, thrown.getCause());
    RemoteStage late = call(handout, null);
    assertThrows(ExecutionException.class, () -> late.get(1, TimeUnit.MINUTES));
  }
}
