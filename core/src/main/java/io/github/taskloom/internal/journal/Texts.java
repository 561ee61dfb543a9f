package io.github.taskloom.internal.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts as bytes, each of which comes back as it was: one with half a surrogate pair, too, which
 * UTF-8 has no bytes for.
 *
 * <pre>
 *   0  1  how: 0 there is no text, 1 as UTF-8, 2 as the chars of Java, of 2 bytes each
 *   1  4  length of the bytes; this and these only if there is a text
 *   5     the bytes
 * </pre>
 */
final class Texts {
  private static final byte NONE = 0;
  private static final byte UTF_8 = 1;
  private static final byte CHARS = 2;

  private Texts() {}

  /** A text as it is to be written, so that its size is known before. */
  static final class Encoded {
    private static final Encoded NOTHING = new Encoded(NONE, new byte[0]);

    private final byte how;
    private final byte[] bytes;

    private Encoded(byte how, byte[] bytes) {
      this.how = how;
      this.bytes = bytes;
    }

    static Encoded of(@Nullable String text) {
      if (text == null) {
        return NOTHING;
      }
      return isWellFormed(text)
          ? new Encoded(UTF_8, text.getBytes(StandardCharsets.UTF_8))
          : new Encoded(CHARS, chars(text));
    }

    long size() {
      return how == NONE ? 1 : 1L + Integer.BYTES + bytes.length;
    }

    void put(ByteBuffer to) {
      to.put(how);
      if (how != NONE) {
        to.putInt(bytes.length).put(bytes);
      }
    }
  }

  /** Reads one. */
  static @Nullable String get(ByteBuffer from) {
    byte how = from.get();
    if (how == NONE) {
      return null;
    }
    byte[] bytes = new byte[from.getInt()];
    from.get(bytes);
    return switch (how) {
      case UTF_8 -> new String(bytes, StandardCharsets.UTF_8);
      case CHARS -> ByteBuffer.wrap(bytes).asCharBuffer().toString();
      default -> throw new IllegalArgumentException("no kind of text is " + how);
    };
  }

  /** Not by a Charset: none has bytes for half a pair. */
  private static byte[] chars(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Character.BYTES, text.length()));
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  private static boolean isWellFormed(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        boolean isPair =
            at + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
        if (!isPair) {
          return false;
        }
        at++;
      }
    }
    return true;
  }
}
