package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.CallResult.Kind;
import io.github.taskloom.hazelcast.internal.wire.Exchange;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A caller's calls on this member.
 *
 * <pre>
 *   message          open                                      ended
 *   exchange         its calls are queued, its cancels done,   NO_SESSION
 *                    it waits for results and takes them
 *   exchange again   ended, NO_SESSION                         NO_SESSION
 *   result           ready, the exchange that waits is woken   dropped
 *   caller is gone   ended: all its calls are stopped          nothing
 * </pre>
 */
final class Session {
  private static final int SEEN = 256;
  private static final int EARLY = 10_000;

  private final MemberDesk desk;
  private final Exchange.Sender sender;
  private final ConcurrentMap<Long, CallRun> runs = new ConcurrentHashMap<>();
  private final ReadyResults ready = new ReadyResults();

  /** The last exchanges: one that Hazelcast brings twice runs nothing twice. */
  private final ConcurrentSkipListSet<Long> seen = new ConcurrentSkipListSet<>();

  /** Cancels that have overtaken the exchange with their call. */
  private final Set<Long> early = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long touched = System.nanoTime();

  Session(MemberDesk desk, Exchange.Sender sender) {
    this.desk = desk;
    this.sender = sender;
  }

  Exchange.Sender sender() {
    return sender;
  }

  Slots slots() {
    return desk.slots();
  }

  Values values() {
    return desk.values();
  }

  Bodies bodies() {
    return desk.bodies();
  }

  String memberName() {
    return desk.name();
  }

  String memberSide() {
    return desk.side();
  }

  /** How many of its calls run or wait. */
  int load() {
    return runs.size();
  }

  /** Whether nothing runs here and its caller knows all results. */
  boolean isEmpty() {
    return runs.isEmpty() && ready.isEmpty();
  }

  boolean isSilentSince(long nanos) {
    return touched - nanos < 0 && !ready.isAwaited();
  }

  /** On a thread of Hazelcast's. */
  Reply exchange(Exchange exchange) throws InterruptedException {
    touched = System.nanoTime();
    if (!isNew(exchange.number())) {
      end("an exchange came twice");
      return Reply.of(Reply.Status.NO_SESSION);
    }
    if (ended.get()) {
      return desk.notTaken();
    }
    for (long number : exchange.cancels()) {
      cancel(number);
    }
    take(exchange.calls());
    giveBack(exchange.giveBack());
    if (exchange.isLast()) {
      end("its caller has closed it");
      return new Reply(List.of(), 0, 0);
    }
    List<CallResult> results = ready.await(exchange.waitNanos(), this::isWorthWaiting);
    touched = System.nanoTime();
    // Also where it has ended meanwhile: the next exchange learns of that, after these are there.
    int others = Math.max(0, slots().load() - load());
    return new Reply(results, others, slots().meanNanos());
  }

  private boolean isNew(long number) {
    if (seen.size() >= SEEN) {
      Long oldest = seen.pollFirst();
      if (oldest != null && number <= oldest) {
        return false;
      }
    }
    return seen.add(number);
  }

  private void take(List<CallMessage> calls) {
    List<CallRun> taken = new ArrayList<>(calls.size());
    for (CallMessage call : calls) {
      if (desk.isLeaving()) {
        ready.add(CallResult.of(call.number(), Kind.RETURNED, MemberDesk.LEAVES));
      } else if (!early.isEmpty() && early.remove(call.number())) {
        ready.add(CallResult.of(call.number(), Kind.STOPPED, "it was cancelled"));
      } else {
        CallRun run = new CallRun(this, call);
        runs.put(call.number(), run);
        taken.add(run);
      }
    }
    slots().add(taken);
    if (ended.get() || desk.isStopping()) { // since it was looked at
      stopAll(ended.get() ? Kind.STOPPED : Kind.RETURNED, MemberDesk.LEAVES);
    } else if (desk.isLeaving()) {
      giveBack();
    }
  }

  /** The last that have come, and have not begun: another member has a slot for them. */
  private void giveBack(int most) {
    if (most <= 0) {
      return;
    }
    int given = 0;
    for (Long number : new TreeSet<>(runs.keySet()).descendingSet()) {
      CallRun run = runs.get(number);
      if (run != null && run.drop(Kind.RETURNED, "it was wanted back") && ++given == most) {
        return;
      }
    }
  }

  private void cancel(long number) {
    CallRun run = runs.get(number);
    if (run != null) {
      run.stop(Kind.STOPPED, "it was cancelled");
    } else if (early.size() < EARLY) {
      early.add(number);
    }
  }

  /** Results of quick calls come in batches: a short wait for the next of those that run. */
  private boolean isWorthWaiting() {
    return !runs.isEmpty() && slots().meanNanos() < ReadyResults.QUICK_NANOS;
  }

  void ended(CallResult result) {
    runs.remove(result.number());
    if (ended.get()) {
      return;
    }
    try {
      ready.add(result, runs.isEmpty());
    } catch (OutOfMemoryError noMemory) { // its caller would wait for it for ever
      end("it has no memory for a result");
      throw noMemory;
    }
  }

  /** Stops all that runs or waits, and knows it no more. */
  void end(String why) {
    if (ended.compareAndSet(false, true)) {
      desk.forget(this);
      stopAll(Kind.STOPPED, why);
      ready.wake();
    }
  }

  /** Gives back what waits. */
  void giveBack() {
    for (CallRun run : runs.values()) {
      boolean unused = run.drop(Kind.RETURNED, MemberDesk.LEAVES);
    }
  }

  /** Stops all that runs; before that what waits, so that none of it gets a slot that is freed. */
  void stopAll(Kind unbegun, String why) {
    for (CallRun run : runs.values()) {
      boolean unused = run.drop(unbegun, why);
    }
    for (CallRun run : runs.values()) {
      run.stop(unbegun, why);
    }
  }
}
