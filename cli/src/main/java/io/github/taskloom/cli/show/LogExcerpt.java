package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The output of a task from its log file, byte for byte: whole up to 1 MiB; of a larger one the
 * start and the end, and where the rest is; nothing when the command was not even started. A reset
 * follows what may have left the terminal coloured or the like. Needs the same small memory for any
 * size.
 */
public final class LogExcerpt {
  private static final long LARGEST_WHOLE = 1 << 20;
  private static final int START = 64 << 10;
  private static final int END = 192 << 10;

  private LogExcerpt() {}

  /** Prints the output of a task. */
  public static void print(String task, Path log, PrintStream out) throws IOException {
    if (Files.exists(log) && Files.size(log) == 0) {
      out.println("--- " + Names.quoted(task) + " printed nothing");
    } else {
      print(task, log, LARGEST_WHOLE, out);
    }
  }

  /** Prints the output of a task, however large it is; nothing when it has printed nothing. */
  public static void printWhole(String task, Path log, PrintStream out) throws IOException {
    print(task, log, Long.MAX_VALUE, out);
  }

  private static void print(String task, Path log, long largestWhole, PrintStream out)
      throws IOException {
    long size = Files.exists(log) ? Files.size(log) : 0;
    if (size == 0) {
      return;
    }
    String name = Names.quoted(task);
    out.println("--- output of " + name + " (" + Names.shown(log.toString()) + ")");
    // Not through a channel: those are closed when their thread is interrupted.
    try (FileInputStream in = new FileInputStream(log.toFile())) {
      LineEnd end = new LineEnd(out);
      if (size <= largestWhole) {
        copy(in, size, end);
      } else {
        copy(in, START, end);
        end.complete();
        long left = size - START - END;
        out.println("--- " + left + " bytes left out here, all of it is in the file");
        in.skipNBytes(left);
        copy(in, END, end);
      }
      end.complete();
    }
    out.println("--- end of the output of " + name);
  }

  /** Copies that many bytes; fewer when the file ends before, more are never read. */
  private static void copy(FileInputStream in, long count, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    long left = count;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** Knows whether the last line that passed was complete, and what the terminal went through. */
  private static final class LineEnd extends OutputStream {
    private final PrintStream out;
    private int last = '\n';
    private boolean isResetNeeded;

    LineEnd(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
      isResetNeeded |= TerminalReset.isNeededAfter(bytes, offset, length);
      if (length > 0) {
        last = bytes[offset + length - 1];
      }
    }

    void complete() {
      if (isResetNeeded) {
        out.print(TerminalReset.TEXT);
        isResetNeeded = false;
      }
      if (last != '\n') {
        out.println();
        last = '\n';
      }
    }
  }
}
