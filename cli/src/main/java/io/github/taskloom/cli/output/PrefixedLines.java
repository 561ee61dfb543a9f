package io.github.taskloom.cli.output;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.show.Columns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts the name of the task before each line, as in {@code fetch | 3 pages}, also where a line goes
 * back to its start to be written over. Each line ends without colours; where a colour goes on in
 * the command's next line it is set again there, after the name.
 */
final class PrefixedLines implements ByteSink {
  private static final int WIDEST_NAME = 40;

  private final byte[] prefix;
  private final LineColours colours = new LineColours();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isInLine;
  private boolean isAtReturn;

  PrefixedLines(String task) {
    String name = Columns.cut(Names.shown(task), WIDEST_NAME);
    prefix = (name + " | ").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(byte[] bytes, int length, PrintStream out) {
    line.reset();
    for (int at = 0; at < length; at++) {
      add(bytes[at]);
    }
    byte[] whole = line.toByteArray();
    out.write(whole, 0, whole.length);
  }

  private void add(byte octet) {
    boolean isLineEnd = octet == '\n';
    if (!isInLine || (isAtReturn && !isLineEnd && octet != '\r')) {
      line.writeBytes(prefix);
      line.writeBytes(colours.atStart());
      isInLine = true;
    }
    isAtReturn = octet == '\r';
    if (isLineEnd) {
      line.writeBytes(colours.atEnd());
      isInLine = false;
    } else {
      colours.pass(octet);
    }
    line.write(octet);
  }

  @Override
  public boolean isOpen() {
    return isInLine;
  }

  @Override
  public boolean end(PrintStream out) {
    write(new byte[] {'\n'}, 1, out);
    return true;
  }
}
