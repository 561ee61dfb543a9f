package io.github.taskloom.cli.show;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The last line of a terminal, where the bar is, with text that scrolls away above it.
 *
 * <p>The library's own consumer cannot print above the bar while its thread redraws it.
 */
final class TerminalLine implements ProgressBarConsumer {
  private static final String TO_START_AND_ERASE = "\r\u001b[K";

  private final PrintStream out;
  private volatile int width;

  // guarded by this
  private String shown = "";
  private boolean ended;
  private boolean isHeld;

  TerminalLine(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /** Prints whole lines above this one. */
  synchronized <X extends Exception> void above(Printing<X> printing) throws X {
    out.print(TO_START_AND_ERASE);
    try {
      printing.printTo(out);
    } finally {
      out.print(shown);
      out.flush();
    }
  }

  /** Erases the line, which is not drawn until it is released. */
  synchronized void hold() {
    accept("");
    isHeld = true;
  }

  synchronized void release() {
    isHeld = false;
  }

  /** From now on the terminal has another width. */
  void resize(int columns) {
    width = columns;
  }

  /** One column stays free: in the last one some terminals go on to the next line. */
  @Override
  public int getMaxRenderedLength() {
    return width - 1;
  }

  @Override
  public synchronized void accept(String rendered) {
    if (ended) {
      return; // by the library's thread, which was about to draw the bar when that was closed
    }
    shown = rendered;
    if (isHeld) {
      return;
    }
    out.print(TO_START_AND_ERASE + rendered);
    out.flush();
  }

  @Override
  public void clear() {
    accept("");
  }

  /** By the library, whose own thread may still draw once more. */
  @Override
  public void close() {}

  /** After the bar was closed: erases it if it is still there; what comes later draws nothing. */
  synchronized void end() {
    if (!shown.isEmpty()) {
      accept("");
    }
    ended = true;
  }
}
