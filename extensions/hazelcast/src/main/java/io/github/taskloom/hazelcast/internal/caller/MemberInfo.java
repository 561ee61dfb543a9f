package io.github.taskloom.hazelcast.internal.caller;

import com.hazelcast.cluster.Member;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import org.jspecify.annotations.Nullable;

/**
 * A member that takes calls.
 *
 * @param address who it is for Hazelcast
 * @param told what it tells of itself
 */
record MemberInfo(Member address, Announcement told) {
  String name() {
    return told.name();
  }

  /** Whether it has all functions that the other one has. */
  boolean takesAllOf(MemberInfo other) {
    return told.functions().containsAll(other.told.functions());
  }

  /** Whether it has that function; each has those that are sent. */
  boolean takes(@Nullable String function) {
    return function == null || told.functions().contains(function);
  }
}
