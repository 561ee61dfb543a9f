package io.github.taskloom.hazelcast.internal.caller;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * What lies ahead on a member that is held up is wanted back as soon as another one has slots that
 * nothing is there for. What has begun stays.
 */
final class Balance {
  /** Members whose calls end more often work off by themselves what lies ahead. */
  static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private Balance() {}

  /**
   * Asks the most laden ones.
   *
   * @return whether to look again soon
   */
  static boolean wantBack(Collection<Link> links) {
    boolean again = false;
    for (Link idle : links) {
      int slots = idle.idleSlots();
      if (slots == 0) {
        continue;
      }
      for (Link laden : links) {
        int ahead = laden.laidAhead();
        if (slots == 0 || ahead == 0 || !idle.member().takesAllOf(laden.member())) {
          continue;
        }
        again = true;
        if (laden.wantedBack().isStuckFor(STUCK_NANOS)) {
          int wanted = Math.min(slots, ahead);
          laden.wantedBack().want(wanted);
          slots -= wanted;
        }
      }
    }
    return again;
  }
}
