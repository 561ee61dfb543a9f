package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.ValueCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of simple values, a byte for the kind in front of the others, and codecs of functions.
 *
 * <pre>
 *   null      no bytes at all
 *   s         a text, as {@link Texts} has it
 *   b         bytes
 *   z 0|1     a boolean
 *   i, l, d   an int, a long, a double, big-endian
 * </pre>
 */
@SuppressWarnings("NullAway") // a null value is a value of T where T allows it
public final class BasicValues implements ValueCodec<@Nullable Object> {
  public static final ValueCodec<@Nullable Object> CODEC = new BasicValues();

  private static final ValueCodec<@Nullable Object> DONE_ONLY =
      new ValueCodec<>() {
        @Override
        public byte @Nullable [] write(@Nullable Object value) {
          return null;
        }

        @Override
        public @Nullable Object read(byte @Nullable [] bytes) {
          return null;
        }
      };

  private BasicValues() {}

  @SuppressWarnings("unchecked") // it never looks at a value, and gives null
  public static <T extends @Nullable Object> ValueCodec<T> doneOnly() {
    return (ValueCodec<T>) DONE_ONLY;
  }

  /** A codec of two functions. */
  public static <T> ValueCodec<T> of(
      ValueCodec.Writer<? super T> write, ValueCodec.Reader<? extends T> read) {
    Objects.requireNonNull(write, "write");
    Objects.requireNonNull(read, "read");
    return new ValueCodec<>() {
      @Override
      public byte[] write(T value) throws Exception {
        return write.write(Objects.requireNonNull(value, "this codec takes no null"));
      }

      @Override
      public T read(byte @Nullable [] bytes) throws Exception {
        return read.read(Objects.requireNonNull(bytes, "it was recorded without its value"));
      }
    };
  }

  @Override
  public byte @Nullable [] write(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return text(Texts.Encoded.of(text));
    }
    if (value instanceof byte[] bytes) {
      return of('b', bytes.length).put(bytes).array();
    }
    if (value instanceof Boolean truth) {
      return new byte[] {'z', (byte) (truth ? 1 : 0)};
    }
    if (value instanceof Integer number) {
      return of('i', Integer.BYTES).putInt(number).array();
    }
    if (value instanceof Long number) {
      return of('l', Long.BYTES).putLong(number).array();
    }
    if (value instanceof Double number) {
      return of('d', Double.BYTES).putDouble(number).array();
    }
    throw new IllegalArgumentException(
        "a value of "
            + value.getClass().getName()
            + " is none of those that a journal takes by itself: give its task a codec, or"
            + " ValueCodec.doneOnly() if the next run does not need the value");
  }

  @Override
  public @Nullable Object read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length == 0) {
      throw new IllegalArgumentException("no kind of value stands in front");
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    return switch (bytes[0]) {
      case 's' -> Texts.get(rest);
      case 'b' -> Arrays.copyOfRange(bytes, 1, bytes.length);
      case 'z' -> rest.get() != 0;
      case 'i' -> rest.getInt();
      case 'l' -> rest.getLong();
      case 'd' -> rest.getDouble();
      default -> throw new IllegalArgumentException("there is no kind of value " + bytes[0]);
    };
  }

  private static byte[] text(Texts.Encoded text) {
    byte[] bytes = new byte[1 + Math.toIntExact(text.size())];
    text.put(ByteBuffer.wrap(bytes).put((byte) 's'));
    return bytes;
  }

  private static ByteBuffer of(char kind, int length) {
    return ByteBuffer.allocate(1 + length).put((byte) kind);
  }
}
