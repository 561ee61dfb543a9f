package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last lines of a task's output as plain text: no colours, nothing that a terminal or a reader
 * of a report would stumble over. Needs the same small memory for any size.
 */
public final class LogTail {
  private static final int LARGEST = 64 << 10;
  private static final int LONGEST_LINE = 300;

  /** What starts with an escape: colours and the like, titles and the like, all else. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "\u001b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[ -/]*[0-~])");

  private LogTail() {}

  /**
   * The last lines of a log.
   *
   * @param most so many, or all when there are fewer
   * @return nothing when there is no log
   */
  public static List<String> lines(Path log, int most) throws IOException {
    if (Files.notExists(log) || Files.size(log) == 0) {
      return List.of();
    }
    // Not through a channel: those are closed when their thread is interrupted.
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long size = file.length();
      long start = Math.max(0, size - LARGEST);
      byte[] end = new byte[(int) (size - start)];
      file.seek(start);
      file.readFully(end);
      List<String> lines = List.of(new String(end, StandardCharsets.UTF_8).split("\n"));
      // The first one may have begun before.
      boolean isCut = start > 0 && lines.size() > 1;
      List<String> whole = isCut ? lines.subList(1, lines.size()) : lines;
      return whole.subList(Math.max(0, whole.size() - most), whole.size()).stream()
          .map(LogTail::plain)
          .toList();
    }
  }

  private static String plain(String line) {
    // What overwrites itself, as a bar of progress does, is shown as it was in the end.
    String last = line.stripTrailing();
    String lastOnLine = last.substring(last.lastIndexOf('\r') + 1);
    String text = Names.shown(ESCAPES.matcher(lastOnLine).replaceAll("").replace("\t", "    "));
    return Columns.cut(text, LONGEST_LINE).stripTrailing();
  }
}
