package io.github.taskloom.hazelcast.internal.caller;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.NoDataMemberInClusterException;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.Answer;
import io.github.taskloom.hazelcast.internal.wire.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What members say of themselves. It stands in the map; a member that cannot write there tells of
 * itself again and again.
 *
 * <pre>
 *   the map       the member takes calls as
 *   a text        that says
 *   nothing       a notice does that is not old; none without one
 *   no answer     it told before, else as a notice does
 * </pre>
 *
 * <p>For any thread.
 */
final class Announcements {
  /** Several times as long as a member takes from one notice to the next. */
  private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final IMap<String, String> map;

  /** By UUID, as the map told last. */
  private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();

  /** By UUID. */
  private final ConcurrentMap<String, Heard> heard = new ConcurrentHashMap<>();

  Announcements(IMap<String, String> map) {
    this.map = map;
  }

  private record Heard(String text, long at) {}

  /**
   * What one look has found.
   *
   * @param members those that take calls
   * @param missed why it is not known of all whether they do; null if it is
   */
  record Seen(List<MemberInfo> members, @Nullable HazelcastException missed) {}

  /** A member tells of itself. */
  void heard(Notice notice) {
    String text = notice.announcement();
    if (text == null) {
      known.remove(notice.member());
      heard.remove(notice.member());
    } else {
      heard.put(notice.member(), new Heard(text, System.nanoTime()));
    }
  }

  /** Looks at these. */
  Seen of(Collection<Member> members) {
    Set<String> uuids = new HashSet<>();
    members.forEach(member -> uuids.add(member.getUuid().toString()));
    known.keySet().retainAll(uuids);
    forgetNotices(uuids);
    HazelcastException missed = read(uuids);
    List<MemberInfo> found = new ArrayList<>();
    for (Member member : members) {
      String text = text(member.getUuid().toString());
      Announcement announcement = text == null ? null : Announcement.of(text);
      if (announcement != null) {
        found.add(new MemberInfo(member, announcement));
      }
    }
    return new Seen(found, missed);
  }

  private void forgetNotices(Set<String> members) {
    long now = System.nanoTime();
    heard
        .entrySet()
        .removeIf(
            each -> !members.contains(each.getKey()) || now - each.getValue().at() > NOTICE_NANOS);
  }

  /** Why some were not told of; null if all were. */
  private @Nullable HazelcastException read(Set<String> uuids) {
    long end = Answer.bound();
    Map<String, CompletableFuture<@Nullable String>> asked = new LinkedHashMap<>();
    uuids.forEach(uuid -> asked.put(uuid, ask(uuid)));
    HazelcastException missed = null;
    for (Map.Entry<String, CompletableFuture<@Nullable String>> each : asked.entrySet()) {
      try {
        String text = Answer.by(end, each.getValue());
        known.compute(each.getKey(), (uuid, before) -> text);
      } catch (NoDataMemberInClusterException lite) { // so nothing stands there
        known.remove(each.getKey());
      } catch (HazelcastException late) {
        missed = late;
      }
    }
    return missed;
  }

  private CompletableFuture<@Nullable String> ask(String uuid) {
    try {
      return map.getAsync(uuid).toCompletableFuture();
    } catch (HazelcastException atOnce) {
      return CompletableFuture.failedFuture(atOnce);
    }
  }

  private @Nullable String text(String uuid) {
    Heard notice = heard.get(uuid);
    String told = known.get(uuid);
    return told != null || notice == null ? told : notice.text();
  }
}
