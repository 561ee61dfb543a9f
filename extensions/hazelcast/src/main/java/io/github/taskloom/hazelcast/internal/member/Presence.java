package io.github.taskloom.hazelcast.internal.member;

import com.hazelcast.client.Client;
import com.hazelcast.client.ClientListener;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.IMap;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.Answer;
import io.github.taskloom.hazelcast.internal.wire.Notice;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a member known to callers, and its desk told of those that are gone. It stands in the map;
 * where that does not answer, as its partitions have no owner since members died, callers are told
 * by the topic, which needs none, until it does. What Hazelcast tells only wakes the watch, or
 * stops calls; the watch is the thread that talks to the cluster.
 */
public final class Presence implements MembershipListener, ClientListener, LifecycleListener {
  private static final System.Logger LOG = System.getLogger("io.github.taskloom.hazelcast");

  private final HazelcastInstance hazelcast;
  private final MemberDesk desk;
  private final String announced;
  private final long callerNanos;
  private final Thread watch;
  private final UUID membership;
  private final UUID clients;
  private final UUID lifecycle;
  private volatile boolean closed;

  /** Those that are gone: what they have told of themselves is to go, too. */
  private final Queue<UUID> gone = new ConcurrentLinkedQueue<>();

  /** Announces it. */
  public Presence(
      HazelcastInstance hazelcast, MemberDesk desk, Announcement announcement, long callerNanos) {
    this.hazelcast = hazelcast;
    this.desk = desk;
    this.announced = announcement.toText();
    this.callerNanos = callerNanos;
    try {
      announce();
    } catch (HazelcastException trouble) {
      LOG.log(
          Level.WARNING,
          "The cluster is in trouble: it may take a while until callers know this member",
          trouble);
    }
    watch = Thread.ofVirtual().name("taskloom-member-watch").unstarted(this::watch);
    membership = hazelcast.getCluster().addMembershipListener(this);
    clients = hazelcast.getClientService().addClientListener(this);
    lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this);
    watch.start();
  }

  private void announce() {
    String self = self();
    try {
      IMap<String, String> map = map();
      if (!announced.equals(Answer.of(map.getAsync(self)))) {
        Answer.of(
            map.setAsync(self, announced).whenComplete((none, failed) -> afterSet(map, self)));
      }
    } catch (HazelcastException trouble) {
      tell(new Notice(self, announced));
      if (closed) { // either this sees it, or the notice of that comes after this
        tell(new Notice(self, null));
      }
      throw trouble;
    }
  }

  private void tell(Notice notice) {
    hazelcast.<String>getTopic(Announcement.TOPIC).publish(notice.toText());
  }

  /** It may be closed since that was looked at: either this sees it, or that deletes after this. */
  private void afterSet(IMap<String, String> map, String self) {
    if (closed) {
      map.deleteAsync(self);
    }
  }

  private String self() {
    return hazelcast.getCluster().getLocalMember().getUuid().toString(); // another after a merge
  }

  private IMap<String, String> map() {
    return hazelcast.getMap(Announcement.MAP);
  }

  private void forgetGone() {
    for (UUID next = gone.peek(); next != null; next = gone.peek()) {
      Answer.of(map().deleteAsync(next.toString()));
      gone.poll();
    }
  }

  private void watch() {
    long tick = Math.min(callerNanos / 4, TimeUnit.SECONDS.toNanos(1));
    while (!closed) {
      try {
        LockSupport.parkNanos(this, tick);
        if (!closed) {
          desk.endSilent(callerNanos);
          announce();
          forgetGone();
        }
      } catch (RuntimeException thrown) { // by a cluster that is in trouble: it is tried again
        if (!hazelcast.getLifecycleService().isRunning()) {
          desk.leave();
          desk.end();
          return;
        }
        LOG.log(Level.DEBUG, "A member could not look after its callers", thrown);
      }
    }
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    LockSupport.unpark(watch);
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    desk.endpointGone(event.getMember().getUuid());
    gone.add(event.getMember().getUuid());
    LockSupport.unpark(watch);
  }

  @Override
  public void clientConnected(Client client) {
    // its exchanges tell of it
  }

  @Override
  public void clientDisconnected(Client client) {
    desk.endpointGone(client.getUuid());
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case SHUTTING_DOWN, SHUTDOWN -> {
        desk.leave(); // and opens no session for those that have not heard of it
        desk.end();
      }
      default -> LockSupport.unpark(watch);
    }
  }

  /** Callers learn that it takes nothing more. */
  public void withdraw() {
    closed = true;
    LockSupport.unpark(watch);
    try {
      String self = self();
      tell(new Notice(self, null)); // also where all is well: one from before may not be old
      Answer.of(map().deleteAsync(self));
    } catch (HazelcastInstanceNotActiveException over) {
      // then it is not known any more either
    } catch (HazelcastException trouble) {
      LOG.log(Level.DEBUG, "What a member says of itself stays in the map", trouble);
    }
  }

  /** Listens no more. */
  public void end() {
    try {
      hazelcast.getCluster().removeMembershipListener(membership);
      hazelcast.getClientService().removeClientListener(clients);
      hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
    } catch (HazelcastInstanceNotActiveException over) {
      // nor does it tell anything
    }
  }
}
