package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.ClusterClosedException;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls that are ready to members with room. One thread at a time does ({@link Turns}), and
 * all that is here, in the lanes and in the links, is that thread's alone but for the queues that
 * others add to:
 *
 * <pre>
 *   field      written by                                                read by
 *   incoming   threads that call functions; takes: the hand-out          the hand-out
 *   acts       threads of exchanges, of cancels, of the directory        the hand-out, which does them
 *   closed     the hand-out                                              all
 * </pre>
 *
 * <p>A thread adds before it asks for a turn, so the turn that comes finds what was added.
 */
final class Handout {
  /** Less than the least that a member waits for a silent caller. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private final CallerSettings settings;
  private final Lanes lanes = new Lanes();
  private final Failures failures = new Failures();
  private final Links links;
  private final Replies replies;
  private final Consumer<Link.Outgoing> sends;
  private final Runnable starved;
  private final Runnable crowded;
  private final Runnable soon;
  private final Turns turns = new Turns("taskloom-handout", this::turn, this::broken);
  private final Queue<RemoteStage> incoming = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> acts = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable ClusterClosedException closed;

  /**
   * A hand-out.
   *
   * @param sends sends an exchange, and does not wait
   * @param starved is told that calls wait and no reply will tell of room: a look at the members,
   *     and a turn a little later
   * @param crowded is told that calls wait for room, or lie ahead: a look at the members a little
   *     later, as one that no event has told of may be idle
   * @param soon has a turn come once calls that lie ahead may be wanted back
   */
  Handout(
      CallerSettings settings,
      Links links,
      Consumer<Link.Outgoing> sends,
      Runnable starved,
      Runnable crowded,
      Runnable soon) {
    this.settings = settings;
    this.links = links;
    this.sends = sends;
    this.starved = starved;
    this.crowded = crowded;
    this.soon = soon;
    this.replies = new Replies(links, lanes, failures, sends, starved);
  }

  // ---- by any thread

  void add(RemoteStage stage) {
    incoming.add(stage);
    turns.ask();
  }

  /** To look again. */
  void ask() {
    turns.ask();
  }

  /** A call was cancelled that this member has, or that waits. */
  void cancel(@Nullable Link link, RemoteStage stage) {
    act(
        () -> {
          if (link == null) {
            lanes.cancelled(stage);
          } else if (links.has(link) && link.sent().containsKey(stage.number())) {
            link.cancel(stage.number());
          }
        });
  }

  void members(Collection<MemberInfo> members) {
    act(
        () -> {
          if (closed == null) {
            links.members(members);
          }
        });
  }

  /** A reply has come; its calls are out of the link already. */
  void answered(Link.Outgoing outgoing, Reply reply, int ended, List<RemoteStage> returned) {
    act(() -> replies.answered(outgoing, reply, ended, returned));
  }

  /** No reply has come: it is not known what has run. */
  void failed(Link.Outgoing outgoing, Throwable cause) {
    act(() -> replies.failed(outgoing, cause));
  }

  /**
   * Ends all calls; a second time it changes nothing.
   *
   * @return the last exchanges with members
   */
  List<Links.Outgoing> close(ClusterClosedException why) {
    act(
        () -> {
          if (closed == null) {
            closed = why;
          }
        });
    boolean interrupted = false;
    for (boolean isOver = false; !isOver; ) {
      try {
        ended.await();
        isOver = true;
      } catch (InterruptedException later) { // members are told all the same
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return links.goodbyes();
  }

  /** Why nothing is taken any more; null while it is. */
  @Nullable ClusterClosedException closed() {
    return closed;
  }

  private void act(Runnable act) {
    acts.add(act);
    turns.ask();
  }

  // ---- by the one thread

  private void turn() {
    try {
      for (Runnable act = acts.poll(); act != null; act = acts.poll()) {
        act.run();
      }
      for (RemoteStage next = incoming.peek(); next != null; next = incoming.peek()) {
        lanes.add(next);
        incoming.remove(); // now: where there is no memory it is found by the next turn
      }
      hand();
    } finally {
      failures.start();
    }
  }

  private void hand() {
    ClusterClosedException over = closed;
    if (over != null) {
      end(over);
      return;
    }
    links.renewIdle(IDLE_NANOS);
    for (Lane lane : lanes.inTurn()) {
      if (assign(lane)) {
        lanes.served(lane);
      }
    }
    if (Balance.wantBack(links.all())) {
      soon.run();
    }
    for (Link link : links.all()) {
      while (link.isDue()) {
        sends.accept(link.next());
      }
    }
    if (lanes.isWaiting() && (lanes.isStarving() || links.isResting() || !links.isAwaiting())) {
      starved.run();
    } else if (lanes.isWaiting() || links.isLaidAhead()) {
      crowded.run();
    }
  }

  /** Gives what waits to members with room; whether one was given. */
  private boolean assign(Lane lane) {
    if (lane.waiting().isEmpty()) {
      return false;
    }
    Choice choice = new Choice(links.all(), lane, settings);
    if (!choice.isTaken()) {
      lane.starve();
      long nanos = settings.memberWaitNanos();
      lane.failStarved(nanos, stage -> failures.noMember(lane, stage, nanos));
      return false;
    }
    lane.feed();
    boolean given = false;
    while (replies.underWay() < settings.underWay()) {
      RemoteStage stage = lane.waiting().peek();
      if (stage == null) {
        break;
      }
      Link link = stage.isDone() ? null : choice.next(stage.near());
      if (link == null && !stage.isDone()) {
        break; // until a reply comes
      }
      if (link != null && stage.sendBy(link)) {
        link.add(stage);
        replies.expect();
        choice.added(link);
        given = true;
      }
      lane.waiting().remove();
    }
    return given;
  }

  private void end(ClusterClosedException over) {
    lanes.inTurn().forEach(lane -> failures.closed(lane.waiting(), over));
    for (Link link : links.all()) {
      failures.closed(link.sent().values(), over);
      link.retire();
    }
    failures.start();
    ended.countDown();
  }

  /** A mistake, or no memory: nothing is left waiting. */
  private void broken(Throwable thrown) {
    closed = new ClusterClosedException("its hand-out has failed: " + thrown, thrown);
    turns.ask();
  }
}
