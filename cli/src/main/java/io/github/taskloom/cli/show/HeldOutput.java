package io.github.taskloom.cli.show;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Output that can be held while a command has the terminal: what is written meanwhile is kept, and
 * follows when the command has ended.
 *
 * <p>All methods may be called from any thread.
 */
public final class HeldOutput extends OutputStream {
  private final PrintStream out;

  // guarded by this
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean isHeld;

  /**
   * @param out where it goes
   */
  public HeldOutput(PrintStream out) {
    this.out = out;
  }

  /** The console with this in place of its standard output. */
  public Console on(Console console) {
    return new Console(
        new PrintStream(this, false, StandardCharsets.UTF_8), console.err(), console.width());
  }

  /** From now on all is kept. */
  public synchronized void hold() {
    out.flush();
    isHeld = true;
  }

  /** Writes what was kept, and from now on all at once. */
  public synchronized void release() {
    isHeld = false;
    out.writeBytes(kept.toByteArray());
    out.flush();
    kept.reset();
  }

  @Override
  public synchronized void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (isHeld) {
      kept.write(bytes, offset, length);
    } else {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public synchronized void flush() {
    if (!isHeld) {
      out.flush();
    }
  }
}
