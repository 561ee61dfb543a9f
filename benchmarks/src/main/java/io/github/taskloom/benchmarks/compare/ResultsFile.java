package io.github.taskloom.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A Markdown file in which a program writes between two marks, and people around them. Each JDK has
 * a part of its own.
 */
final class ResultsFile {
  private static final String HEAD = "# Results\n\nWritten by `benchmarks/compare`.\n";

  private ResultsFile() {}

  /** Replaces the part of this key, or appends it; the rest stays. */
  static void write(Path file, String key, String part) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : HEAD;
    Path whole = Path.of(file + ".new");
    Files.writeString(whole, replaced(text, key, part));
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The text with the part of this key replaced, or appended if there is none.
   *
   * @throws IllegalArgumentException if one of the two marks is missing
   */
  static String replaced(String text, String key, String part) {
    String begin = "<!-- begin " + key + ": written by benchmarks/compare, do not edit -->\n";
    String end = "<!-- end " + key + " -->\n";
    String marked = begin + part.strip() + "\n" + end;
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 && to < 0) {
      return text.stripTrailing() + "\n\n" + marked;
    }
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "The results hold only one of the marks of " + key + ", or in the wrong order");
    }
    return text.substring(0, from) + marked + text.substring(to + end.length());
  }
}
