package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.internal.wire.Exchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The sessions with members, by their UUID; the hand-out's, others may look. */
final class Links {
  private final Map<UUID, Link> links = new ConcurrentHashMap<>();
  private final String caller;
  private final Supplier<UUID> endpoint;
  private final String name;
  private int sessions;

  /**
   * Of a caller.
   *
   * @param endpoint the member or client that it is: another one after a split network has merged
   */
  Links(String caller, Supplier<UUID> endpoint, String name) {
    this.caller = caller;
    this.endpoint = endpoint;
    this.name = name;
  }

  Collection<Link> all() {
    return links.values();
  }

  boolean has(Link link) {
    return links.get(link.member().address().getUuid()) == link;
  }

  /** Whether a reply will come. */
  boolean isAwaiting() {
    return links.values().stream().anyMatch(Link::isAwaiting);
  }

  /** Whether one is to have no calls for a moment, of whose end no reply will tell. */
  boolean isResting() {
    return links.values().stream().anyMatch(Link::isResting);
  }

  /** Whether calls wait on members. */
  boolean isLaidAhead() {
    return links.values().stream().anyMatch(link -> link.laidAhead() > 0);
  }

  /** Takes the members as they are now; one that is gone keeps what it has until its reply. */
  void members(Collection<MemberInfo> members) {
    Map<UUID, Link> before = new HashMap<>(links);
    for (MemberInfo member : members) {
      UUID uuid = member.address().getUuid();
      Link known = before.remove(uuid);
      if (known != null && known.member().told().equals(member.told())) {
        known.reopen(); // it was missing for a moment
      } else if (known != null) {
        known.retire(); // it has begun anew, with other functions or slots
      }
      if (known == null || (known.isRetired() && known.load() == 0)) {
        links.put(uuid, open(member));
      }
    }
    before.forEach(
        (uuid, link) -> {
          link.retire();
          if (link.load() == 0) {
            links.remove(uuid, link);
          }
        });
  }

  private Link open(MemberInfo member) {
    String session = caller + "/" + sessions++;
    return new Link(member, new Exchange.Sender(session, caller, endpoint.get(), name));
  }

  /** Another session with the same member, which gets nothing for a while. */
  void renew(Link link, long restNanos) {
    if (has(link)) {
      Link next = open(link.member());
      next.rest(restNanos);
      links.put(link.member().address().getUuid(), next);
    }
  }

  /** A member may have forgotten a session that was silent for long: it is not used again. */
  void renewIdle(long idleNanos) {
    long since = System.nanoTime() - idleNanos;
    links.replaceAll(
        (uuid, link) -> link.isIdleSince(since) && !link.isRetired() ? open(link.member()) : link);
  }

  void drop(Link link) {
    links.remove(link.member().address().getUuid(), link);
  }

  /** The last exchanges, with all that were talked to. */
  List<Outgoing> goodbyes() {
    List<Outgoing> last = new ArrayList<>();
    for (Link link : links.values()) {
      if (!link.isUnused()) {
        last.add(new Outgoing(link.member(), link.goodbye()));
      }
    }
    return last;
  }

  /**
   * A last exchange.
   *
   * @param member to whom
   * @param exchange what is said
   */
  record Outgoing(MemberInfo member, Exchange exchange) {}
}
