package io.github.taskloom.cli.glob;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two slashes of a pattern.
 *
 * @param text as written; of a name without wildcards the name itself
 * @param names what names it stands for, or null where it has no wildcard or is of any depth
 * @param isAnyDepth whether it is {@code **}: any number of folders, none included
 */
record Segment(String text, @Nullable Pattern names, boolean isAnyDepth) {
  private static final String ANY_DEPTH = "**";

  static Segment of(String text) {
    if (text.equals(ANY_DEPTH)) {
      return new Segment(text, null, true);
    }
    StringBuilder name = new StringBuilder();
    StringBuilder regex = new StringBuilder();
    boolean wild = false;
    boolean escaped = false;
    for (int next : text.codePoints().toArray()) {
      if (!escaped && next == Braces.ESCAPE) {
        escaped = true;
        continue;
      }
      if (!escaped && (next == '*' || next == '?')) {
        regex.append(next == '*' ? ".*" : ".");
        wild = true;
      } else {
        name.appendCodePoint(next);
        regex.append(Pattern.quote(Character.toString(next)));
      }
      escaped = false;
    }
    return wild
        ? new Segment(text, Pattern.compile(regex.toString(), Pattern.DOTALL), false)
        : new Segment(name.toString(), null, false);
  }

  boolean isName() {
    return names == null && !isAnyDepth;
  }

  /** Whether it stands for this name of a file or folder. */
  boolean matches(String name) {
    return isAnyDepth || (names == null ? text.equals(name) : names.matcher(name).matches());
  }
}
