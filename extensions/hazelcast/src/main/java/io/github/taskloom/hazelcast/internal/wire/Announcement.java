package io.github.taskloom.hazelcast.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member tells of itself, in a map of texts: each member of the cluster can keep those, also
 * one that knows nothing of taskloom.
 *
 * @param name the member's, for people
 * @param slots how many calls run at a time
 * @param functions the names of those that are registered there
 */
public record Announcement(String name, int slots, Set<String> functions) {
  /** The map, by the member's UUID. */
  public static final String MAP = "taskloom.members";

  /** The executor of the exchanges. */
  public static final String EXECUTOR = "taskloom.exchanges";

  /** The topic, for those that the map does not keep now. */
  public static final String TOPIC = "taskloom.members";

  private static final String VERSION = "1";

  /** Copies the names. */
  public Announcement {
    Objects.requireNonNull(name);
    functions = Set.copyOf(functions);
  }

  /** As it stands in the map: words without blanks. */
  public String toText() {
    StringBuilder text = new StringBuilder(VERSION).append(' ').append(slots);
    text.append(' ').append(encoded(name));
    for (String function : new TreeSet<>(functions)) {
      text.append(' ').append(encoded(function));
    }
    return text.toString();
  }

  /**
   * What a text of the map tells; null if it is of another version, or none at all: the other
   * members are found all the same.
   */
  public static @Nullable Announcement of(String text) {
    String[] words = text.split(" ", -1);
    if (words.length < 3 || !words[0].equals(VERSION)) {
      return null;
    }
    try {
      return of(words);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return null;
    }
  }

  private static Announcement of(String[] words) {
    Set<String> functions = new TreeSet<>();
    for (int i = 3; i < words.length; i++) {
      functions.add(decoded(words[i]));
    }
    int slots = Integer.parseUnsignedInt(words[1]);
    return new Announcement(decoded(words[2]), Math.max(1, slots), functions);
  }

  private static String encoded(String text) {
    return "_" + Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String word) {
    return new String(Base64.getUrlDecoder().decode(word.substring(1)), StandardCharsets.UTF_8);
  }
}
