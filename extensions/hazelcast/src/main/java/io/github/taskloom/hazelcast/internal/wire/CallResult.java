package io.github.taskloom.hazelcast.internal.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a call has ended on its member.
 *
 * <pre>
 *   kind        value           className   text              stack
 *   DONE        the result      -           -                 -
 *   FAILED      the exception,  its class   the exception     its trace
 *               null if it cannot be sent
 *   CANCELLED   -               -           why               -          the function says so
 *   REFUSED     -               -           why               -          it was not called
 *   UNSENT      -               -           why               -          it was, and its result cannot be sent
 *   RETURNED    -               -           why               -          it was not begun: another member may
 *   STOPPED     -               -           why               -          it was interrupted, by cancel or end
 * </pre>
 *
 * @param number of the call
 * @param kind how
 * @param value see above
 * @param className see above
 * @param text see above
 * @param stack see above
 */
@SuppressWarnings("ArrayRecordComponent") // results are not compared
public record CallResult(
    long number,
    Kind kind,
    byte @Nullable [] value,
    @Nullable String className,
    @Nullable String text,
    @Nullable String stack) {

  /** How a call has ended. */
  public enum Kind {
    DONE('d'),
    FAILED('f'),
    CANCELLED('c'),
    REFUSED('r'),
    UNSENT('u'),
    RETURNED('b'),
    STOPPED('s');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    private static Kind of(int sign) {
      for (Kind kind : values()) {
        if (kind.sign == sign) {
          return kind;
        }
      }
      throw new IllegalArgumentException("There is no kind of result " + sign);
    }
  }

  /** What a message has beside its bytes, about. */
  private static final int FIXED = 24;

  /** With a value. */
  public static CallResult done(long number, byte @Nullable [] value) {
    return new CallResult(number, Kind.DONE, value, null, null, null);
  }

  /** Without one. */
  public static CallResult of(long number, Kind kind, String why) {
    return new CallResult(number, kind, null, null, why, null);
  }

  /** Why, in words. */
  public String why() {
    return Objects.requireNonNullElse(text, "");
  }

  /** About how much it has on the wire. */
  public int size() {
    return FIXED
        + (value == null ? 0 : value.length)
        + (text == null ? 0 : text.length())
        + (stack == null ? 0 : stack.length());
  }

  void write(ObjectDataOutput out) throws IOException {
    out.writeLong(number);
    out.writeByte(kind.sign);
    out.writeByteArray(value);
    if (kind == Kind.DONE) {
      return;
    }
    out.writeString(className);
    out.writeString(text);
    out.writeString(stack);
  }

  static CallResult read(ObjectDataInput in) throws IOException {
    long number = in.readLong();
    Kind kind = Kind.of(in.readByte());
    byte[] value = in.readByteArray();
    return kind == Kind.DONE
        ? done(number, value)
        : new CallResult(number, kind, value, in.readString(), in.readString(), in.readString());
  }
}
