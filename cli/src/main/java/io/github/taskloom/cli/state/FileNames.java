package io.github.taskloom.cli.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * File names for tasks, whatever those are called: {@code compile} stays {@code compile}, {@code
 * a/b} becomes {@code a_b}, and a second one that would be named {@code a_b} is {@code a_b-2}. They
 * differ on file systems that take upper and lower case for the same, too.
 */
public final class FileNames {
  private static final int LONGEST = 100;

  private final Map<String, String> stems;

  private FileNames(Map<String, String> stems) {
    this.stems = stems;
  }

  static FileNames of(Collection<String> names) {
    Map<String, String> stems = new HashMap<>();
    Set<String> taken = new HashSet<>();
    Map<String, Integer> lastNumbers = new HashMap<>();
    for (String name : names) {
      String safe = safe(name);
      String stem = safe;
      while (!taken.add(stem.toLowerCase(Locale.ROOT))) {
        stem = safe + "-" + lastNumbers.merge(safe.toLowerCase(Locale.ROOT), 2, (n, two) -> n + 1);
      }
      stems.put(name, stem);
    }
    return new FileNames(stems);
  }

  /** The name of a task's files, without an extension. */
  String stem(String task) {
    String stem = stems.get(task);
    if (stem == null) {
      throw new IllegalArgumentException("no task of this run: " + task);
    }
    return stem;
  }

  /** A text as a name of a visible file: letters, digits and {@code . _ -} only, not too long. */
  public static String safe(String text) {
    StringBuilder name = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(codePoint -> isSafe(codePoint) ? codePoint : '_')
        .forEach(name::appendCodePoint);
    if (name.isEmpty() || name.charAt(0) == '.') {
      name.insert(0, '_');
    }
    return name.toString();
  }

  private static boolean isSafe(int codePoint) {
    return codePoint < 128
        && (Character.isLetterOrDigit(codePoint) || "._-".indexOf(codePoint) >= 0);
  }
}
