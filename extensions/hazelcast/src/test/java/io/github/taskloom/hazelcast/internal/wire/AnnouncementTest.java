package io.github.taskloom.hazelcast.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in a map that each member and client can write to. */
class AnnouncementTest {

  @Test
  void of_aTextThatIsNone_isNothing() {
    for (String text :
        List.of("", "1", "1 x _bQ==", "1 -1 _bQ==", "1 4 ", "1 4 _*", "1 4 _bQ== ")) {
      assertNull(Announcement.of(text), text);
    }
  }

  @Test
  void of_aMemberWithoutSlots_hasOne() {
    Announcement read = Announcement.of("1 0 _bQ==");
    assertNotNull(read);
    assertEquals(1, read.slots());
  }

  @Test
  void notice_asText_isTheSame() {
    String told = new Announcement("a member", 2, Set.of("double", "two words")).toText();
    for (Notice notice : List.of(new Notice("uuid", told), new Notice("uuid", null))) {
      assertEquals(notice, Notice.of(notice.toText()));
    }
  }
}
