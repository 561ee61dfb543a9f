package io.github.taskloom.cli.secret;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Takes all that is written to it: once that cannot be passed on, it is dropped. By one thread. */
final class LastingOutput extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  LastingOutput(OutputStream out) {
    this.out = out;
  }

  /** Why something was dropped; null if nothing was. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure != null) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
    }
  }
}
