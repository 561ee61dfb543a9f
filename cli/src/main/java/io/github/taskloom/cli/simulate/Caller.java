package io.github.taskloom.cli.simulate;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The caller, which does one thing after another: it takes in a result that has arrived, or else
 * gives a batch to the member that has least.
 */
final class Caller {
  private final Graph graph;
  private final HandOut handOut;
  private final Ready ready;
  private final LeastLoaded loads;
  private final Queue<Message> batches = new ArrayDeque<>();
  private final Queue<Message> results = new ArrayDeque<>();

  /** What the caller is at; its time is when it is done with it. Null while the caller waits. */
  private @Nullable Message work;

  private boolean isSending;

  /** How long tasks took, the last ones with the most weight. */
  private long mean;

  private long exchanges;

  Caller(Graph graph, HandOut handOut, Ready ready) {
    this.graph = graph;
    this.handOut = handOut;
    this.ready = ready;
    loads = new LeastLoaded(handOut.members());
  }

  /** What is on its way to members. */
  Queue<Message> batches() {
    return batches;
  }

  /** What is on its way from them, or has arrived. */
  Queue<Message> results() {
    return results;
  }

  boolean isBusy() {
    return work != null;
  }

  boolean isDone() {
    return ready.isDone();
  }

  long exchanges() {
    return exchanges;
  }

  /** When the caller is done with what it is at, or gets something to do. */
  long next() {
    Message result = results.peek();
    return work != null ? work.time() : result == null ? Message.NEVER : result.time();
  }

  /** Begins with something, if there is anything to do. */
  void begin(long now) {
    Message result = results.peek();
    if (work != null) {
      return;
    }
    if (result != null && result.time() <= now) {
      results.remove();
      isSending = false;
      work = later(result, now, handOut.inCost(result.tasks().size()));
    } else if (ready.tasks().size() > 0) {
      int member = loads.member();
      int count = count(member);
      if (count > 0) {
        loads.add(member, count);
        isSending = true;
        Message batch = new Message(now, member, ready.tasks().poll(count));
        work = later(batch, now, handOut.outCost(count));
      }
    }
  }

  /** Ends what is done by now. */
  void advance(long now) {
    Message done = work;
    if (done == null || done.time() > now) {
      return;
    }
    work = null;
    exchanges++;
    if (isSending) {
      batches.add(later(done, now, handOut.latency()));
      return;
    }
    int tasks = done.tasks().size();
    for (int i = 0; i < tasks; i++) {
      int task = done.tasks().poll();
      ready.settled(task);
      mean = Math.max(1, mean == 0 ? graph.nanos(task) : mean + (graph.nanos(task) - mean) / 8);
    }
    loads.add(done.member(), -tasks);
  }

  /**
   * How many tasks the least loaded member gets: as many as it would have if all that are ready
   * were dealt out now, but no more than there is room for.
   */
  private int count(int member) {
    long level = Math.min(handOut.room(mean), loads.level(ready.tasks().size()));
    long fair = Math.max(0, level - loads.load(member));
    return (int) Math.min(Math.min(fair, ready.tasks().size()), handOut.batch());
  }

  private static Message later(Message message, long now, long delay) {
    return new Message(Math.addExact(now, delay), message.member(), message.tasks());
  }
}
