package io.github.taskloom.hazelcast.internal.caller;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.partition.NoDataMemberInClusterException;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

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
        EntryRemovedListener<String, String> {
  private final HazelcastInstance hazelcast;
  private final IMap<String, String> map;
  private final Consumer<List<MemberInfo>> told;
  private final Runnable over;
  private final Turns looks;
  private final UUID membership;
  private final UUID lifecycle;
  private final UUID entries;

  /**
   * Listens.
   *
   * @param told takes the members each time that they were looked at
   * @param over is told that the Hazelcast instance has ended
   * @param failed takes what a look throws; the next one may not
   */
  Directory(
      HazelcastInstance hazelcast,
      Consumer<List<MemberInfo>> told,
      Runnable over,
      Consumer<Throwable> failed) {
    this.hazelcast = hazelcast;
    this.told = told;
    this.over = over;
    map = hazelcast.getMap(Announcement.MAP);
    looks = new Turns("taskloom-directory", this::look, failed);
    membership = hazelcast.getCluster().addMembershipListener(this);
    lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this);
    entries = map.addEntryListener(this, false);
  }

  /** Another thread is to look. */
  void ask() {
    looks.ask();
  }

  /** By UUID, those that take calls. */
  List<MemberInfo> members() {
    Map<String, Member> members = new LinkedHashMap<>();
    for (Member member : hazelcast.getCluster().getMembers()) {
      members.put(member.getUuid().toString(), member);
    }
    Map<String, String> announced = announced(members.keySet());
    List<MemberInfo> found = new ArrayList<>();
    members.forEach(
        (uuid, member) -> {
          String text = announced.get(uuid);
          Announcement announcement = text == null ? null : Announcement.of(text);
          if (announcement != null) {
            found.add(new MemberInfo(member, announcement));
          }
        });
    return found;
  }

  /** What members say of themselves; nothing is known of that where none holds data. */
  private Map<String, String> announced(Set<String> members) {
    try {
      return map.getAll(members);
    } catch (NoDataMemberInClusterException lite) {
      return Map.of();
    }
  }

  private void look() {
    if (hazelcast.getLifecycleService().isRunning()) {
      told.accept(members());
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
      map.removeEntryListener(entries);
    }
  }
}
