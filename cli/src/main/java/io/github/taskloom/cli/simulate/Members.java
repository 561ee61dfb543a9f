package io.github.taskloom.cli.simulate;

import io.github.taskloom.cli.simulate.Chains.Chain;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** The members: what waits there, what runs, and what has ended and is to be sent. */
final class Members {
  private static final Comparator<End> ORDER =
      Comparator.comparingLong(End::time).thenComparingInt(End::member).thenComparingInt(End::task);

  /** When a task that runs ends. */
  private record End(long time, int member, int task) {}

  /** When a member sends what has ended there. */
  private record Sending(long time, int member) {}

  private final Graph graph;
  private final HandOut handOut;
  private final Chains chains;
  private final Chain[] waiting;
  private final Chain[] ended;
  private final int[] running;
  private final PriorityQueue<End> ends = new PriorityQueue<>(ORDER);
  private final Queue<Sending> sendings = new ArrayDeque<>();
  private long allRunning;

  Members(Graph graph, HandOut handOut, Chains chains) {
    this.graph = graph;
    this.handOut = handOut;
    this.chains = chains;
    waiting = new Chain[handOut.members()];
    ended = new Chain[handOut.members()];
    running = new int[handOut.members()];
    for (int member = 0; member < handOut.members(); member++) {
      waiting[member] = chains.new Chain();
      ended[member] = chains.new Chain();
    }
  }

  boolean hasFreeSlot() {
    return allRunning < handOut.allSlots();
  }

  /** When something happens here by itself next. */
  long next() {
    End end = ends.peek();
    Sending sending = sendings.peek();
    return Math.min(
        end == null ? Message.NEVER : end.time(), sending == null ? Message.NEVER : sending.time());
  }

  /** A batch has arrived. */
  void take(long now, Message batch) {
    for (int left = batch.tasks().size(); left > 0; left--) {
      waiting[batch.member()].add(batch.tasks().poll());
    }
    fillSlots(now, batch.member());
  }

  /** Ends what ends by now, and gives what is sent by now to the caller. */
  void advance(long now, Queue<Message> results) {
    for (End end = ends.peek(); end != null && end.time() <= now; end = ends.peek()) {
      ends.remove();
      end(now, end);
    }
    for (Sending at = sendings.peek(); at != null && at.time() <= now; at = sendings.peek()) {
      sendings.remove();
      long arrives = Math.addExact(now, handOut.latency());
      results.add(new Message(arrives, at.member(), ended[at.member()]));
      ended[at.member()] = chains.new Chain();
    }
  }

  private void end(long now, End end) {
    int member = end.member();
    running[member]--;
    allRunning--;
    if (ended[member].size() == 0) {
      sendings.add(new Sending(Math.addExact(now, handOut.gather()), member));
    }
    ended[member].add(end.task());
    fillSlots(now, member);
  }

  private void fillSlots(long now, int member) {
    while (running[member] < handOut.slots() && waiting[member].size() > 0) {
      int task = waiting[member].poll();
      ends.add(new End(Math.addExact(now, graph.nanos(task)), member, task));
      running[member]++;
      allRunning++;
    }
  }
}
