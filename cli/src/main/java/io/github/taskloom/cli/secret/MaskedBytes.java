package io.github.taskloom.cli.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that come in pieces, passed on with stars in place of secret values. What may be the start
 * of one is held back until the next piece, or the end, tells. By one thread at a time.
 */
final class MaskedBytes {
  private static final byte[] MASK = Secrets.MASK.getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> values; // the longest first
  private final boolean[] isFirst = new boolean[256];
  private final OutputStream out;
  private final byte[] mark;
  private final Runnable onMark;
  private byte[] held = {};

  /**
   * Passes on what comes.
   *
   * @param values the longest first, the mark among them
   * @param mark is taken out of what comes
   * @param onMark what is done when all that came before it has been passed on
   */
  MaskedBytes(List<byte[]> values, OutputStream out, byte[] mark, Runnable onMark) {
    this.values = values;
    this.out = out;
    this.mark = mark;
    this.onMark = onMark;
    values.forEach(value -> isFirst[value[0] & 0xff] = true);
  }

  /** The next bytes. */
  void pass(byte[] bytes, int length) throws IOException {
    byte[] all = bytes;
    int end = length;
    if (held.length > 0) {
      end = held.length + length;
      all = Arrays.copyOf(held, end);
      System.arraycopy(bytes, 0, all, held.length, length);
    }
    pass(all, end, /* isMore= */ true);
  }

  /** There are no more: what was held back is passed on, too. */
  void end() throws IOException {
    pass(held, held.length, /* isMore= */ false);
  }

  private void pass(byte[] all, int end, boolean isMore) throws IOException {
    int passed = 0;
    int at = 0;
    while (at < end) {
      if (!isFirst[all[at] & 0xff]) {
        at++;
        continue;
      }
      byte[] value = valueAt(all, at, end, isMore);
      if (value == null) {
        at++;
      } else if (at + value.length > end) {
        break;
      } else {
        out.write(all, passed, at - passed);
        if (value == mark) {
          onMark.run();
        } else {
          out.write(MASK);
        }
        at += value.length;
        passed = at;
      }
    }
    out.write(all, passed, at - passed);
    held = Arrays.copyOfRange(all, at, end);
  }

  /** The longest value that stands there, or may stand there if more comes; null for none. */
  private byte @Nullable [] valueAt(byte[] all, int at, int end, boolean isMore) {
    for (byte[] value : values) {
      int length = Math.min(value.length, end - at);
      if ((isMore || length == value.length)
          && Arrays.equals(all, at, at + length, value, 0, length)) {
        return value;
      }
    }
    return null;
  }
}
