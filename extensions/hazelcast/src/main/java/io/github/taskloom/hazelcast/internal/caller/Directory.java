package io.github.taskloom.hazelcast.internal.caller;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import com.hazelcast.topic.MessageListener;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.Answer;
import io.github.taskloom.hazelcast.internal.wire.Notice;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Knows which members take calls. What Hazelcast tells only has another thread look at the map and
 * the members: no event has to come once and in order. One may not come at all: while calls wait
 * for room, a look is asked for without any.
 */
final class Directory
    implements MembershipListener,
        LifecycleListener,
        EntryAddedListener<String, String>,
        EntryUpdatedListener<String, String>,
        EntryRemovedListener<String, String>,
        MessageListener<String> {
  private final HazelcastInstance hazelcast;
  private final IMap<String, String> map;
  private final ITopic<String> topic;
  private final Consumer<List<MemberInfo>> told;
  private final Runnable over;
  private final Consumer<Throwable> failed;
  private final Announcements announcements;
  private final Turns looks;
  private final UUID membership;
  private final UUID lifecycle;
  private final CompletableFuture<UUID> entries;
  private final CompletableFuture<UUID> notices;

  /**
   * Listens.
   *
   * @param told takes the members each time that they were looked at
   * @param over is told that the Hazelcast instance has ended
   * @param failed takes what a look throws or misses; the next one may not
   */
  Directory(
      HazelcastInstance hazelcast,
      Consumer<List<MemberInfo>> told,
      Runnable over,
      Consumer<Throwable> failed) {
    this.hazelcast = hazelcast;
    this.told = told;
    this.over = over;
    this.failed = failed;
    map = hazelcast.getMap(Announcement.MAP);
    topic = hazelcast.getTopic(Announcement.TOPIC);
    announcements = new Announcements(map);
    looks = new Turns("taskloom-directory", this::look, failed);
    membership = hazelcast.getCluster().addMembershipListener(this);
    lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this);
    entries = listening(() -> map.addEntryListener(this, false));
    notices = listening(() -> topic.addMessageListener(this));
    await(entries);
    await(notices);
  }

  private static CompletableFuture<UUID> listening(Supplier<UUID> begin) {
    return CompletableFuture.supplyAsync(begin, Thread::startVirtualThread);
  }

  private void await(CompletableFuture<UUID> listening) {
    try {
      Answer.of(listening);
    } catch (HazelcastException late) {
      CompletableFuture<Void> unused = listening.thenRun(this::ask); // what it has missed
    }
  }

  /** Another thread is to look. */
  void ask() {
    looks.ask();
  }

  /**
   * Those that take calls.
   *
   * @throws HazelcastException if nothing is known of any, and Hazelcast did not answer
   */
  List<MemberInfo> members() {
    return see().members();
  }

  private Announcements.Seen see() {
    Announcements.Seen seen = announcements.of(hazelcast.getCluster().getMembers());
    if (seen.missed() != null && seen.members().isEmpty()) {
      throw seen.missed();
    }
    return seen;
  }

  private void look() {
    if (hazelcast.getLifecycleService().isRunning()) {
      Announcements.Seen seen = see();
      told.accept(seen.members());
      if (seen.missed() != null) {
        failed.accept(seen.missed());
      }
    }
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    ask();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    ask();
  }

  @Override
  public void entryAdded(EntryEvent<String, String> event) {
    ask();
  }

  @Override
  public void entryUpdated(EntryEvent<String, String> event) {
    ask();
  }

  @Override
  public void entryRemoved(EntryEvent<String, String> event) {
    ask();
  }

  @Override
  public void onMessage(Message<String> message) {
    announcements.heard(Notice.of(message.getMessageObject()));
    ask();
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case SHUTDOWN -> over.run();
      case SHUTTING_DOWN -> {}
      default -> ask();
    }
  }

  /** Listens no more. */
  void close() {
    if (hazelcast.getLifecycleService().isRunning()) {
      hazelcast.getCluster().removeMembershipListener(membership);
      hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
      end(entries, map::removeEntryListener);
      end(notices, topic::removeMessageListener);
    }
  }

  private static void end(CompletableFuture<UUID> listening, Function<UUID, Boolean> removal) {
    CompletableFuture<Boolean> unused = listening.thenApply(removal);
  }
}
