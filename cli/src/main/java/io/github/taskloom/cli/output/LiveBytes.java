package io.github.taskloom.cli.output;

import io.github.taskloom.cli.show.TerminalReset;
import java.io.PrintStream;

/** Passes bytes on as they are. */
final class LiveBytes implements ByteSink {
  private final boolean isByLine;
  private boolean isResetNeeded;
  private boolean endsLine = true;

  /**
   * @param isByLine whether the last line has to be completed at the end
   */
  LiveBytes(boolean isByLine) {
    this.isByLine = isByLine;
  }

  @Override
  public void write(byte[] bytes, int length, PrintStream out) {
    out.write(bytes, 0, length);
    isResetNeeded |= TerminalReset.isNeededAfter(bytes, 0, length);
    endsLine = length == 0 ? endsLine : bytes[length - 1] == '\n';
  }

  @Override
  public boolean isOpen() {
    return isResetNeeded || (isByLine && !endsLine);
  }

  @Override
  public boolean end(PrintStream out) {
    if (isResetNeeded) {
      out.print(TerminalReset.TEXT);
      isResetNeeded = false;
    }
    if (isByLine && !endsLine) {
      out.println();
      endsLine = true;
    }
    return endsLine;
  }
}
