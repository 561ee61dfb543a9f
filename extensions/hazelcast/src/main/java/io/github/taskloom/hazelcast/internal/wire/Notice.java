package io.github.taskloom.hazelcast.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a member tells of itself to all callers that listen, where the map does not keep it.
 *
 * @param member its UUID
 * @param announcement as it would stand in the map; null if it takes nothing more
 */
public record Notice(String member, @Nullable String announcement) {
  /** A text, as each member of the cluster can pass that on. */
  public String toText() {
    return announcement == null ? member : member + " " + announcement;
  }

  /** What a text tells. */
  public static Notice of(String text) {
    int end = text.indexOf(' ');
    return end < 0
        ? new Notice(text, null)
        : new Notice(text.substring(0, end), text.substring(end + 1));
  }
}
