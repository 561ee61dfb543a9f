package io.github.taskloom.cli.glob;

import java.util.ArrayList;
import java.util.List;

/** Writes out {@code {a,b}}: one text becomes several, in the order in which they are written. */
final class Braces {
  /** Takes the meaning from the character behind it. */
  static final char ESCAPE = '\\';

  private static final int MOST = 1000;

  private Braces() {}

  /**
   * All texts that one with braces stands for.
   *
   * @throws IllegalArgumentException when a brace has no counterpart, or there are too many texts
   */
  static List<String> expand(String text) {
    int open = find(text, 0, "{");
    if (open < 0) {
      if (find(text, 0, "}") >= 0) {
        throw new IllegalArgumentException("has a } without a {; the character itself is \\}");
      }
      return List.of(text);
    }
    List<String> choices = new ArrayList<>();
    int from = open + 1;
    int close = -1;
    int depth = 0;
    for (int at = find(text, from, "{,}"); at >= 0; at = find(text, at + 1, "{,}")) {
      char found = text.charAt(at);
      if (found == '{') {
        depth++;
      } else if (depth == 0) {
        choices.add(text.substring(from, at));
        from = at + 1;
        if (found == '}') {
          close = at;
          break;
        }
      } else if (found == '}') {
        depth--;
      }
    }
    if (close < 0) {
      throw new IllegalArgumentException("has a { without a }; the character itself is \\{");
    }
    List<String> expanded = new ArrayList<>();
    for (String choice : choices) {
      expanded.addAll(expand(text.substring(0, open) + choice + text.substring(close + 1)));
      if (expanded.size() > MOST) {
        throw new IllegalArgumentException("stands for more than " + MOST + " patterns");
      }
    }
    return expanded;
  }

  /** The next place of one of some characters that is not escaped; less than 0 if there is none. */
  private static int find(String text, int from, String characters) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == ESCAPE) {
        at++;
      } else if (characters.indexOf(text.charAt(at)) >= 0) {
        return at;
      }
    }
    return -1;
  }
}
