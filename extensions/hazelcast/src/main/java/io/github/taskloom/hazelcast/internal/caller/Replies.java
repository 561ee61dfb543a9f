package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.internal.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What comes of exchanges, and how many calls are with members; the hand-out's alone. */
final class Replies {
  /** After it did not answer. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Links links;
  private final Lanes lanes;
  private final Failures failures;
  private final Consumer<Link.Outgoing> sends;
  private final Runnable starved;
  private int underWay;

  Replies(
      Links links,
      Lanes lanes,
      Failures failures,
      Consumer<Link.Outgoing> sends,
      Runnable starved) {
    this.links = links;
    this.lanes = lanes;
    this.failures = failures;
    this.sends = sends;
    this.starved = starved;
  }

  /** How many calls are with members. */
  int underWay() {
    return underWay;
  }

  /** A call goes to a member. */
  void expect() {
    underWay++;
  }

  /** A reply has come; its calls are out of the link already. */
  void answered(Link.Outgoing outgoing, Reply reply, int ended, List<RemoteStage> returned) {
    Link link = outgoing.link();
    underWay -= ended;
    link.answered(reply, ended, outgoing.nanos());
    switch (reply.status()) {
      case TAKEN -> dropIfLeft(link);
      case NO_SESSION -> {
        if (!dropIfRetired(link)) {
          links.renew(link, REST_NANOS);
        }
        lost(link, "it has ended the session, as it had heard nothing", null);
      }
      case NO_MEMBER -> {
        giveBack(link, outgoing.stages());
        lost(link, "it takes no calls any more", null);
        links.renew(link, REST_NANOS); // for a look to drop, unless the member is back
        starved.run();
      }
    }
    lanes.back(returned);
  }

  /** No reply has come: it is not known what has run. */
  void failed(Link.Outgoing outgoing, Throwable cause) {
    Link link = outgoing.link();
    boolean isWanted = !dropIfRetired(link);
    lost(link, "it has not answered", cause);
    if (isWanted) {
      links.renew(link, REST_NANOS);
      sends.accept(link.last()); // it may run them yet
      starved.run();
    }
  }

  /** One that has been taken from the list is not used again once all results have come. */
  private void dropIfLeft(Link link) {
    if (link.load() == 0) {
      dropIfRetired(link);
    }
  }

  /** Has the directory look, as well: a member that has left may be back. */
  private boolean dropIfRetired(Link link) {
    if (link.isRetired()) {
      links.drop(link);
      starved.run();
    }
    return link.isRetired();
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
        failures.lost(link, stage, why, cause);
      }
    }
    link.retire();
  }
}
