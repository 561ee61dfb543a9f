package io.github.taskloom.hazelcast.internal.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.NoDataMemberInClusterException;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.Notice;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of a member, by what the map and notices tell. */
class AnnouncementsTest {
  private final HazelcastException trouble = new HazelcastException("this test wants it");
  private final UUID uuid = UUID.randomUUID();
  private final Member member = only(Member.class, "getUuid", () -> uuid);

  private CompletableFuture<@Nullable String> answer = CompletableFuture.completedFuture(null);

  @SuppressWarnings("unchecked")
  private final Announcements announcements =
      new Announcements(only(IMap.class, "getAsync", () -> answer));

  /** One that has this method alone. */
  private static <T> T only(Class<T> type, String method, Supplier<?> gives) {
    return type.cast(
        Proxy.newProxyInstance(
            AnnouncementsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, called, given) -> {
              assertEquals(method, called.getName());
              return gives.get();
            }));
  }

  private void mapTells(@Nullable String name) {
    answer = CompletableFuture.completedFuture(name == null ? null : text(name));
  }

  private void mapFails(HazelcastException why) {
    answer = CompletableFuture.failedFuture(why);
  }

  private void notice(@Nullable String name) {
    announcements.heard(new Notice(uuid.toString(), name == null ? null : text(name)));
  }

  private static String text(String name) {
    return new Announcement(name, 1, Set.of()).toText();
  }

  private Announcements.Seen look() {
    return announcements.of(List.of(member));
  }

  private List<String> names() {
    return look().members().stream().map(MemberInfo::name).toList();
  }

  @Test
  void text_goesBeforeANotice() {
    notice("told");
    mapTells("stands");
    assertEquals(List.of("stands"), names());
    assertNull(look().missed());
  }

  @Test
  void nothing_withANotice_isWhatThatTells() {
    notice("told");
    assertEquals(List.of("told"), names());
    assertNull(look().missed());
  }

  @Test
  void nothing_isNoMember() {
    mapTells("stands");
    assertEquals(List.of("stands"), names());
    mapTells(null);
    assertEquals(List.of(), names());
  }

  @Test
  void noAnswer_leavesWhatItTold() {
    mapTells("stands");
    assertEquals(List.of("stands"), names());
    mapFails(trouble);
    notice("told");
    assertEquals(List.of("stands"), names());
    assertSame(trouble, look().missed());
  }

  @Test
  void noAnswer_withANotice_isWhatThatTells() {
    mapFails(trouble);
    assertEquals(List.of(), names());
    notice("told");
    assertEquals(List.of("told"), names());
  }

  @Test
  void noAnswer_afterANoticeOfTheEnd_isNoMember() {
    mapTells("stands");
    assertEquals(List.of("stands"), names());
    mapFails(trouble);
    notice("told");
    notice(null);
    assertEquals(List.of(), names());
  }

  @Test
  void clusterWithoutData_hasNothingInItsMap() {
    mapTells("stands");
    assertEquals(List.of("stands"), names());
    mapFails(new NoDataMemberInClusterException("this test wants it"));
    assertEquals(List.of(), names());
    assertNull(look().missed());
  }

  @Test
  void memberThatIsGone_isForgotten() {
    mapTells("stands");
    notice("told");
    assertEquals(List.of("stands"), names());
    assertEquals(List.of(), announcements.of(List.of()).members());
    mapTells(null);
    assertEquals(List.of(), names());
  }
}
