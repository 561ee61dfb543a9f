package io.github.taskloom.benchmarks.measure;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables and figures as Markdown. */
public final class Markdown {
  /** Stands for a figure that there is none of. */
  public static final String NOTHING = "-";

  private Markdown() {}

  /** Rounded, with a comma for the thousands. */
  public static String number(@Nullable Number number) {
    return number == null ? NOTHING : String.format(Locale.ROOT, "%,.0f", number.doubleValue());
  }

  /** With so many places as tell something. */
  public static String decimal(double number) {
    return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.0f", number);
  }

  /** The median, and in brackets the least and the greatest. */
  public static String range(@Nullable Range range) {
    return range == null
        ? NOTHING
        : decimal(range.median())
            + " ("
            + decimal(range.low())
            + " to "
            + decimal(range.high())
            + ")";
  }

  /**
   * A table, aligned for readers of the plain text, too.
   *
   * @param cells the first line is the head
   * @param texts how many columns on the left are text
   */
  public static String table(List<List<String>> cells, int texts) {
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], escaped(line.get(i)).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        String pattern = (i < texts ? "| %-" : "| %") + widths[i] + "s ";
        out.append(String.format(Locale.ROOT, pattern, escaped(line.get(i))));
      }
      out.append("|\n");
      if (line == cells.getFirst()) {
        for (int i = 0; i < widths.length; i++) {
          String rule = "-".repeat(Math.max(2, widths[i]));
          out.append(i < texts ? "| " + rule + " " : "| " + rule + ":");
        }
        out.append("|\n");
      }
    }
    return out.toString();
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace('\n', ' ');
  }
}
