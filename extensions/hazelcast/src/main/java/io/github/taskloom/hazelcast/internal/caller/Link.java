package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.Exchange;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * A session with a member. At most two exchanges are on their way: one that waits for results, and
 * one with new calls, which waits in its place.
 *
 * <pre>
 *   field               written by
 *   sent                the hand-out adds; a reply, or the hand-out when it is lost, removes each once
 *   all others          the hand-out
 * </pre>
 */
final class Link {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** So much work is to lie on a member beyond what runs there: more than an exchange takes. */
  private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int MOST_AHEAD = 4_000;
  private static final long MOST_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final MemberInfo member;
  private final Exchange.Sender sender;
  private final ConcurrentMap<Long, RemoteStage> sent = new ConcurrentHashMap<>();
  private int load; // as many as are in sent, and not told of yet
  private int outstanding;
  private long exchanges;
  private boolean opened;
  private boolean retired;
  private int others;
  private long meanNanos;
  private long tripNanos; // of exchanges with quick calls, on the mean
  private long idleSince = System.nanoTime();
  private long restUntil;
  private final WantedBack wantedBack = new WantedBack();
  private List<RemoteStage> batch = new ArrayList<>();
  private int batchBytes;
  private List<Long> cancels = new ArrayList<>();

  Link(MemberInfo member, Exchange.Sender sender) {
    this.member = member;
    this.sender = sender;
    this.restUntil = idleSince;
  }

  MemberInfo member() {
    return member;
  }

  ConcurrentMap<Long, RemoteStage> sent() {
    return sent;
  }

  int load() {
    return load;
  }

  /** How full it is, for a comparison: the least is the next. */
  double fullness() {
    return (double) (load + others) / member.told().slots();
  }

  boolean isRetired() {
    return retired;
  }

  /** It gets nothing more. */
  void retire() {
    retired = true;
  }

  /** It is used again. */
  void reopen() {
    retired = false;
  }

  /** It gets nothing for a while, as it did not answer. */
  void rest(long nanos) {
    restUntil = System.nanoTime() + nanos;
  }

  boolean isResting() {
    return !retired && System.nanoTime() - restUntil < 0;
  }

  boolean isIdleSince(long nanos) {
    return opened && load == 0 && outstanding == 0 && idleSince - nanos < 0;
  }

  /** Whether a reply will come. */
  boolean isAwaiting() {
    return outstanding > 0;
  }

  boolean isUnused() {
    return exchanges == 0;
  }

  /**
   * How many calls it takes now.
   *
   * @param share how many wait for each member: the last ones are not laid ahead where another one
   *     may be free before
   */
  int room(int batchCalls, int bytes, int share) {
    if (retired
        || batch.size() >= batchCalls
        || batchBytes >= bytes
        || outstanding >= (opened ? 2 : 1)
        || System.nanoTime() - restUntil < 0) {
      return 0;
    }
    int capacity = member.told().slots() + ahead(share);
    int room = capacity - load - others;
    if (load == 0) {
      return Math.max(1, room);
    }
    // Of quick calls a large batch goes out with the next reply, not a small one at once.
    boolean isSmall = batch.isEmpty() && outstanding > 0 && room < capacity / 2;
    return isSmall && meanNanos < QUICK_NANOS && meanNanos > 0 ? 0 : Math.max(0, room);
  }

  /** How many slots nothing is there for. */
  int idleSlots() {
    boolean isOpen = !retired && System.nanoTime() - restUntil >= 0;
    return isOpen ? Math.max(0, member.told().slots() - load - others) : 0;
  }

  /** How many of its calls wait there, about. */
  int laidAhead() {
    return retired ? 0 : Math.max(0, Math.min(load, load + others - member.told().slots()));
  }

  WantedBack wantedBack() {
    return wantedBack;
  }

  private int ahead(int share) {
    int slots = member.told().slots();
    int least = Math.min(slots, Math.max((slots + 3) / 4, share / 2));
    if (meanNanos == 0) {
      return least;
    }
    return (int)
        Math.max(
            least, Math.min(MOST_AHEAD, slots * Math.max(AHEAD_NANOS, 2 * tripNanos) / meanNanos));
  }

  void add(RemoteStage stage) {
    if (load == 0) {
      wantedBack.moved();
    }
    sent.put(stage.number(), stage);
    batch.add(stage);
    batchBytes += stage.message().size();
    load++;
  }

  void cancel(long number) {
    cancels.add(number);
  }

  /** Whether an exchange is to go out. */
  boolean isDue() {
    if (outstanding >= (opened ? 2 : 1)) {
      return false;
    }
    return !batch.isEmpty()
        || !cancels.isEmpty()
        || wantedBack.isAny()
        || (load > 0 && outstanding == 0);
  }

  /** What goes out, and is on its way from now on. */
  Outgoing next() {
    List<CallMessage> calls = new ArrayList<>(batch.size());
    for (RemoteStage stage : batch) {
      calls.add(stage.message());
    }
    long[] cancelled = cancels.stream().mapToLong(Long::longValue).toArray();
    long wait = opened ? WAIT_NANOS : 0;
    Outgoing outgoing =
        new Outgoing(
            this,
            new Exchange(sender, exchanges++, wait, calls, cancelled, wantedBack.told(), false),
            batch,
            System.nanoTime());
    outstanding++;
    batch = new ArrayList<>();
    batchBytes = 0;
    cancels = new ArrayList<>();
    return outgoing;
  }

  /** The last one. */
  Exchange goodbye() {
    return new Exchange(sender, exchanges++, 0, List.of(), new long[0], 0, true);
  }

  /** The last one, to one that is not used any more. */
  Outgoing last() {
    return new Outgoing(this, goodbye(), List.of(), System.nanoTime());
  }

  /**
   * One has come back.
   *
   * @param ended how many calls have ended by it
   * @param nanos how long it was on its way
   */
  void answered(Reply reply, int ended, long nanos) {
    outstanding--;
    opened = true;
    load -= ended;
    others = reply.others();
    meanNanos = reply.meanNanos();
    idleSince = System.nanoTime();
    if (ended > 0) {
      wantedBack.moved();
    }
    if (ended > 1 && meanNanos < QUICK_NANOS) { // it has not waited for the calls
      long trip = Math.min(MOST_TRIP_NANOS, nanos);
      tripNanos += (trip - tripNanos) / 8;
    }
  }

  /**
   * An exchange, and the calls in it.
   *
   * @param link whose
   * @param exchange what goes out
   * @param stages its calls
   * @param sentAt when, by {@link System#nanoTime}
   */
  record Outgoing(Link link, Exchange exchange, List<RemoteStage> stages, long sentAt) {
    long nanos() {
      return System.nanoTime() - sentAt;
    }
  }
}
