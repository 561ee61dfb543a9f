package io.github.taskloom.hazelcast.internal.caller;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which member is the next, of those with a function and room: the least full; for a key the one
 * that it prefers among them, which is the same as long as that has room.
 */
final class Choice {
  private final CallerSettings settings;
  private final List<Link> open = new ArrayList<>();
  private final PriorityQueue<Link> byFullness =
      new PriorityQueue<>(Comparator.comparingDouble(Link::fullness));
  private final int share;
  private boolean taken;

  Choice(Collection<Link> links, Lane lane, CallerSettings settings) {
    this.settings = settings;
    this.share = lane.waiting().size() / Math.max(1, links.size());
    for (Link link : links) {
      if (!link.isRetired() && link.member().takes(lane.function())) {
        taken = true;
        if (room(link) > 0) {
          open.add(link);
          byFullness.add(link);
        }
      }
    }
  }

  private int room(Link link) {
    return link.room(settings.batchCalls(), settings.batchBytes(), share);
  }

  /** Whether some member takes the function, with room or without. */
  boolean isTaken() {
    return taken;
  }

  /** The next; null if none has room. */
  @Nullable Link next(@Nullable String near) {
    return near == null ? byFullness.peek() : preferred(near);
  }

  /** After it has got a call: it stands elsewhere in the order. */
  void added(Link link) {
    if (byFullness.peek() == link) {
      byFullness.poll();
    } else {
      byFullness.remove(link);
    }
    if (room(link) > 0) {
      byFullness.add(link);
    } else {
      open.remove(link);
    }
  }

  private @Nullable Link preferred(String near) {
    Link best = null;
    long most = Long.MIN_VALUE;
    for (Link link : open) {
      long weight = weight(near, link.member().address().getUuid());
      if (best == null || weight > most) {
        best = link;
        most = weight;
      }
    }
    return best;
  }

  /** The same for a key and a member in every process. */
  private static long weight(String near, UUID member) {
    long mixed = near.hashCode() * 0x9E37_79B9_7F4A_7C15L;
    mixed ^= member.getMostSignificantBits() * 0xC2B2_AE3D_27D4_EB4FL;
    mixed ^= member.getLeastSignificantBits();
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
