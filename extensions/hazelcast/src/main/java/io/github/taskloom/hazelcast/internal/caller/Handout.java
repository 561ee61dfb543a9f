package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.ClusterClosedException;
import io.github.taskloom.hazelcast.MemberLostException;
import io.github.taskloom.hazelcast.NoMemberException;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import java.util.ArrayList;
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
  /** After it did not answer. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Less than the least that a member waits for a silent caller. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private final CallerSettings settings;
  private final Lanes lanes = new Lanes();
  private final Links links;
  private final Consumer<Link.Outgoing> sends;
  private final Runnable starved;
  private final Runnable soon;
  private final Turns turns = new Turns("taskloom-handout", this::turn, this::broken);
  private final Queue<RemoteStage> incoming = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> acts = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable ClusterClosedException closed;
  private int underWay;

  /**
   * A hand-out.
   *
   * @param sends sends an exchange, and does not wait
   * @param starved is told that calls wait and no reply will tell of room: a look at the members,
   *     and a turn a little later
   * @param soon has a turn come once calls that lie ahead may be wanted back
   */
  Handout(
      CallerSettings settings,
      Links links,
      Consumer<Link.Outgoing> sends,
      Runnable starved,
      Runnable soon) {
    this.settings = settings;
    this.links = links;
    this.sends = sends;
    this.starved = starved;
    this.soon = soon;
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

  void cancel(Link link, long number) {
    act(
        () -> {
          if (links.has(link)) {
            link.cancel(number);
          }
        });
  }

  void members(Collection<MemberInfo> members) {
    act(() -> links.members(members));
  }

  /** A reply has come; its calls are out of the link already. */
  void answered(Link.Outgoing outgoing, Reply reply, int ended, List<RemoteStage> returned) {
    act(
        () -> {
          Link link = outgoing.link();
          underWay -= ended;
          link.answered(reply, ended);
          switch (reply.status()) {
            case TAKEN -> dropIfLeft(link);
            case NO_SESSION -> {
              links.renew(link, REST_NANOS);
              lost(link, "it has ended the session, as it had heard nothing", null);
            }
            case NO_MEMBER -> {
              giveBack(link, outgoing.stages());
              lost(link, "it takes no calls any more", null);
              links.drop(link);
            }
          }
          lanes.back(returned);
        });
  }

  /** No reply has come: it is not known what has run. */
  void failed(Link.Outgoing outgoing, Throwable cause) {
    act(
        () -> {
          Link link = outgoing.link();
          boolean isWanted = !link.isRetired();
          if (isWanted) {
            links.renew(link, REST_NANOS);
            sends.accept(new Link.Outgoing(link, link.goodbye(), List.of())); // it may run them yet
          } else {
            links.drop(link);
          }
          lost(link, "it has not answered", cause);
          starved.run(); // has the directory look
        });
  }

  /** One that has been taken from the list is not used again once all results have come. */
  private void dropIfLeft(Link link) {
    if (link.isRetired() && link.load() == 0) {
      links.drop(link);
      starved.run();
    }
  }

  /**
   * Ends all calls; a second time it changes nothing.
   *
   * @return the last exchanges with members
   */
  List<Links.Outgoing> close(ClusterClosedException why) throws InterruptedException {
    act(
        () -> {
          if (closed == null) {
            closed = why;
          }
        });
    ended.await();
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
    for (Runnable act = acts.poll(); act != null; act = acts.poll()) {
      act.run();
    }
    for (RemoteStage next = incoming.poll(); next != null; next = incoming.poll()) {
      lanes.add(next);
    }
    ClusterClosedException over = closed;
    if (over != null) {
      end(over);
      return;
    }
    links.renewIdle(IDLE_NANOS);
    for (Lane lane : lanes.all()) {
      assign(lane);
    }
    if (Balance.wantBack(links.all())) {
      soon.run();
    }
    for (Link link : links.all()) {
      while (link.isDue()) {
        sends.accept(link.next());
      }
    }
    if (lanes.isWaiting() && (lanes.isStarving() || !links.isAwaiting())) {
      starved.run();
    }
  }

  private void assign(Lane lane) {
    if (lane.waiting().isEmpty()) {
      return;
    }
    Choice choice = new Choice(links.all(), lane, settings);
    if (!choice.isTaken()) {
      lane.starve();
      lane.failStarved(settings.memberWaitNanos(), stage -> noMember(lane, stage));
      return;
    }
    lane.feed();
    while (underWay < settings.underWay()) {
      RemoteStage stage = lane.waiting().peek();
      if (stage == null) {
        return;
      }
      Link link = stage.isDone() ? null : choice.next(stage.near());
      if (link == null && !stage.isDone()) {
        return; // until a reply comes
      }
      lane.waiting().remove();
      if (link != null && stage.sendBy(link)) {
        link.add(stage);
        underWay++;
        choice.added(link);
      }
    }
  }

  private void noMember(Lane lane, RemoteStage stage) {
    String what = lane.function() == null ? "" : " has the function '" + lane.function() + "' and";
    stage.completeExceptionally(
        new NoMemberException(
            "no member of the cluster"
                + what
                + " takes "
                + stage.message().task()
                + ", waited for "
                + TimeUnit.NANOSECONDS.toMillis(settings.memberWaitNanos())
                + " ms: start one with ClusterMember.start"
                + (lane.function() == null ? "" : " and MemberOptions.function")));
  }

  private void giveBack(Link link, List<RemoteStage> stages) {
    List<RemoteStage> back = new ArrayList<>();
    for (RemoteStage stage : stages) {
      if (link.sent().remove(stage.number()) != null) {
        underWay--;
        back.add(stage);
      }
    }
    lanes.back(back);
  }

  /** Each of its calls that no reply has told of ends. */
  private void lost(Link link, String why, @Nullable Throwable cause) {
    for (Long number : link.sent().keySet()) {
      RemoteStage stage = link.sent().remove(number);
      if (stage != null) {
        underWay--;
        String member = link.member().name();
        stage.completeExceptionally(
            new MemberLostException(member, stage.message().task(), why, cause));
      }
    }
    link.retire();
  }

  private void end(ClusterClosedException over) {
    lanes.all().forEach(lane -> fail(lane.waiting(), over));
    for (Link link : links.all()) {
      fail(link.sent().values(), over);
      link.retire();
    }
    ended.countDown();
  }

  private static void fail(Collection<RemoteStage> stages, ClusterClosedException over) {
    stages.forEach(
        stage ->
            stage.completeExceptionally(
                new ClusterClosedException(
                    stage.message().task() + ": " + over.getMessage(), over.getCause())));
    stages.clear();
  }

  /** A mistake, or no memory: nothing is left waiting. */
  private void broken(Throwable thrown) {
    closed = new ClusterClosedException("its hand-out has failed: " + thrown, thrown);
    turns.ask();
  }
}
