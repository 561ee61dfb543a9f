package io.github.taskloom.cli.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jline.utils.Levenshtein;

/** How names that a user chose are shown in one line, quoted, and found again when misspelt. */
public final class Names {
  private static final int LONGEST_BRIEF = 80;
  private static final int MOST_LISTED = 20;
  private static final int LONGEST_COMPARED = 200;

  private Names() {}

  /**
   * A text as one line that is safe for a terminal: control characters, line ends and the
   * characters that turn the writing direction are shown as escapes; everything else, emoji
   * included, as it is.
   */
  public static String shown(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> appendShown(line, codePoint));
    return line.toString();
  }

  /** The name in single quotes, for use in a sentence; a very long one is cut. */
  public static String quoted(String name) {
    return "'" + brief(name) + "'";
  }

  /** The name in one line; a very long one is cut. */
  static String brief(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_BRIEF
        ? shown(name)
        : shown(name.substring(0, name.offsetByCodePoints(0, LONGEST_BRIEF))) + "…";
  }

  /** Whether a path starts with what a shell takes for a home folder: {@code ~} or {@code ~/x}. */
  public static boolean isHome(String path) {
    return path.equals("~") || path.startsWith("~/");
  }

  /** The end of a sentence about an unknown name: the known one that was probably meant. */
  static String didYouMean(String unknown, Collection<String> known) {
    return nearest(unknown, known)
        .map(name -> ": did you mean " + quoted(name) + "?")
        .orElseGet(
            () ->
                known.isEmpty() || known.size() > MOST_LISTED
                    ? ""
                    : ": known are "
                        + String.join(", ", known.stream().map(Names::quoted).toList()));
  }

  /** The known name nearest to a misspelt one, if any is near enough to be meant. */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    if (unknown.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    int farthest = Math.max(1, unknown.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .filter(name -> Math.abs(name.length() - unknown.length()) <= farthest)
        .map(name -> new Candidate(name, Levenshtein.distance(unknown, name)))
        .filter(candidate -> candidate.distance() <= farthest)
        .min(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::name);
  }

  private static void appendShown(StringBuilder line, int codePoint) {
    switch (codePoint) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isUnsafe(codePoint)) {
          line.append(String.format("\\u%04x", codePoint));
        } else {
          line.appendCodePoint(codePoint);
        }
      }
    }
  }

  private static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // The zero-width joiner holds emoji together; the other format characters can hide text.
      case Character.FORMAT -> codePoint != 0x200d;
      default -> false;
    };
  }
}
