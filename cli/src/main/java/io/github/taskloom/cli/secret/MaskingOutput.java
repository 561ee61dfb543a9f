package io.github.taskloom.cli.secret;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on without secrets what is printed, each piece by itself: a text of up to 8 KiB is one
 * piece. What commands print, and what tasks fail with, has had its values masked before.
 */
final class MaskingOutput extends OutputStream {
  private final PrintStream out;
  private final Secrets secrets;

  MaskingOutput(PrintStream out, Secrets secrets) {
    this.out = out;
    this.secrets = secrets;
  }

  @Override
  public void write(int octet) {
    out.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    // One char for each byte: a piece may begin or end within a character.
    String written = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    byte[] masked = secrets.maskedBytes(written).getBytes(StandardCharsets.ISO_8859_1);
    out.write(masked, 0, masked.length);
  }

  @Override
  public void flush() {
    out.flush();
  }
}
