package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.internal.wire.CallResult.Kind;
import io.github.taskloom.hazelcast.internal.wire.Desk;
import io.github.taskloom.hazelcast.internal.wire.Exchange;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;

/** All that a member has of its callers: their sessions, its slots and its functions. */
public final class MemberDesk implements Desk {
  /** Why it takes nothing. */
  static final String LEAVES = "the member leaves";

  /** Sessions that have ended are known for so long, so that what comes late opens none again. */
  private static final int ENDED = 10_000;

  private final String name;
  private final String side;
  private final Values values;
  private final Bodies bodies;
  private final Slots slots;
  private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Queue<String> endedInOrder = new ConcurrentLinkedQueue<>();
  private volatile boolean leaving;
  private volatile boolean stopping;

  private MemberDesk(String name, Values values, Bodies bodies, Slots slots) {
    this.name = name;
    this.side = "the member " + name;
    this.values = values;
    this.bodies = bodies;
    this.slots = slots;
  }

  /** A desk that takes calls. */
  public static MemberDesk open(
      String name,
      Values values,
      Map<String, Body.Registered> functions,
      int slots,
      ThreadFactory threads) {
    return new MemberDesk(name, values, new Bodies(functions, values), new Slots(slots, threads));
  }

  String name() {
    return name;
  }

  String side() {
    return side;
  }

  Values values() {
    return values;
  }

  Bodies bodies() {
    return bodies;
  }

  Slots slots() {
    return slots;
  }

  /** Whether it takes nothing more. */
  boolean isLeaving() {
    return leaving;
  }

  /** Whether what runs is interrupted, too. */
  boolean isStopping() {
    return stopping;
  }

  /** How many calls run or wait here. */
  public int load() {
    return slots.load();
  }

  @Override
  public Reply exchange(Exchange exchange) throws InterruptedException {
    String key = exchange.sender().session();
    if (exchange.isLast()) {
      remember(key); // before it looks: a first one that it has overtaken opens no session
    }
    Session session = sessions.get(key);
    if (session == null) {
      if (exchange.number() != 0 || ended.contains(key)) {
        return notTaken();
      }
      if (leaving) {
        return Reply.of(Reply.Status.NO_MEMBER);
      }
      Session opened = new Session(this, exchange.sender());
      Session other = sessions.putIfAbsent(key, opened);
      session = other == null ? opened : other;
      if (ended.contains(key)) { // since it was looked at
        session.end("its caller has closed it");
      }
    }
    return session.exchange(exchange);
  }

  /**
   * Of an exchange whose calls were not taken: one that leaves says so, and callers go elsewhere.
   */
  Reply notTaken() {
    return Reply.of(leaving ? Reply.Status.NO_MEMBER : Reply.Status.NO_SESSION);
  }

  void forget(Session session) {
    String key = session.sender().session();
    remember(key);
    sessions.remove(key);
  }

  private void remember(String key) {
    if (!ended.add(key)) {
      return;
    }
    endedInOrder.add(key);
    if (ended.size() > ENDED) {
      String oldest = endedInOrder.poll();
      if (oldest != null) {
        ended.remove(oldest);
      }
    }
  }

  /** A member or client of Hazelcast is gone, and its callers with it. */
  public void endpointGone(UUID endpoint) {
    for (Session session : sessions.values()) {
      if (session.sender().endpoint().equals(endpoint)) {
        session.end("its caller is gone");
      }
    }
  }

  /** Ends sessions that were silent for so long. */
  public void endSilent(long nanos) {
    long since = System.nanoTime() - nanos;
    for (Session session : sessions.values()) {
      if (session.isSilentSince(since)) {
        session.end("its caller was silent for too long");
      }
    }
  }

  /** Takes nothing more, and gives back what has not begun. */
  public void giveBack() {
    leaving = true;
    for (Session session : sessions.values()) {
      session.giveBack();
    }
  }

  /** Takes nothing more, gives back what has not begun, and interrupts what runs. */
  public void leave() {
    leaving = true;
    stopping = true;
    for (Session session : sessions.values()) {
      session.stopAll(Kind.RETURNED, LEAVES);
    }
  }

  /** Whether all callers know what has become of their calls. */
  public boolean isEmpty() {
    return sessions.values().stream().allMatch(Session::isEmpty);
  }

  /** Ends all sessions. */
  public void end() {
    for (Session session : sessions.values()) {
      session.end("the member has left");
    }
  }
}
