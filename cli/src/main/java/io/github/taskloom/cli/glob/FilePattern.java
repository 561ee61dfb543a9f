package io.github.taskloom.cli.glob;

import java.util.ArrayList;
import java.util.List;

/**
 * One pattern: {@code *} stands for any characters of a name, {@code ?} for one, {@code **} for any
 * number of folders, <code>{a,b}</code> for either; a backslash takes the meaning from the
 * character behind it. A folder stands for all that is in it. With a {@code !} in front it takes
 * out what it names.
 *
 * @param text as written
 * @param excludes whether it starts with a {@code !}
 * @param choices what it stands for once its braces are written out
 */
record FilePattern(String text, boolean excludes, List<Choice> choices) {

  /**
   * A pattern without braces.
   *
   * @param root {@code /}, or empty for one that is relative
   * @param segments what stands between the slashes: never {@code .}, and {@code ..} in front alone
   */
  record Choice(String root, List<Segment> segments) {

    boolean isName() {
      return segments.stream().allMatch(Segment::isName);
    }

    /** Whether it stands for this path, or for a folder that this is in. */
    boolean covers(List<String> path, String rootOfPath) {
      return root.equals(rootOfPath) && covers(path, 0, 0);
    }

    private boolean covers(List<String> path, int at, int segment) {
      if (segment == segments.size()) {
        return true;
      }
      Segment next = segments.get(segment);
      if (next.isAnyDepth()) {
        if (segment == segments.size() - 1) {
          return at < path.size();
        }
        return covers(path, at, segment + 1) || (at < path.size() && covers(path, at + 1, segment));
      }
      return at < path.size() && next.matches(path.get(at)) && covers(path, at + 1, segment + 1);
    }
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is none; the message is half a sentence for people
   */
  static FilePattern of(String text) {
    boolean excludes = text.startsWith("!");
    String pattern = excludes ? text.substring(1) : text;
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("names no file");
    }
    if (pattern.equals("~") || pattern.startsWith("~/")) {
      throw new IllegalArgumentException(
          "starts with ~, which stands for no folder here: write the path out");
    }
    if (pattern.endsWith("\\") && !pattern.endsWith("\\\\")) {
      throw new IllegalArgumentException("ends with a \\ that has no character behind it");
    }
    return new FilePattern(
        text, excludes, Braces.expand(pattern).stream().map(FilePattern::choice).toList());
  }

  private static Choice choice(String pattern) {
    List<Segment> segments = new ArrayList<>();
    for (String text : pattern.split("/", -1)) {
      Segment segment = Segment.of(text);
      if (text.isEmpty() || text.equals(".") || isRepeated(segment, segments)) {
        continue;
      }
      if (text.equals("..") && !segments.isEmpty() && !segments.getLast().text().equals("..")) {
        if (!segments.getLast().isName()) {
          throw new IllegalArgumentException("has .. behind a wildcard");
        }
        segments.removeLast();
      } else {
        segments.add(segment);
      }
    }
    return new Choice(pattern.startsWith("/") ? "/" : "", List.copyOf(segments));
  }

  private static boolean isRepeated(Segment segment, List<Segment> before) {
    return segment.isAnyDepth() && !before.isEmpty() && before.getLast().isAnyDepth();
  }
}
