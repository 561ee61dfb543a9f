package io.github.taskloom.hazelcast.internal.wire;

import io.github.taskloom.journal.ValueCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes: texts, bytes, booleans, ints, longs and doubles as a journal keeps them, all
 * others by Java serialization, which is told from these by its first byte.
 *
 * @param allowed which classes are read
 * @param loader where they come from
 */
public record Values(AllowList allowed, ClassLoader loader) {
  private static final byte SERIALIZED = (byte) 0xAC;

  /** The bytes of a value; null for null. */
  @SuppressWarnings("NullAway") // this codec takes null
  public static byte @Nullable [] write(@Nullable Object value) throws IOException {
    if (value == null
        || value instanceof String
        || value instanceof byte[]
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double) {
      try {
        return ValueCodec.basic().write(value);
      } catch (Exception thrown) { // of these it throws none
        throw new IOException(thrown);
      }
    }
    return serialized(value);
  }

  /** The bytes of a function or a value, by Java serialization. */
  public static byte[] serialized(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  /**
   * The value of bytes.
   *
   * @param side who reads, for the message: "the member a"
   * @throws UnreadableException if a class is missing, not allowed, or does not fit
   */
  public @Nullable Object read(byte @Nullable [] bytes, String side) throws UnreadableException {
    try {
      if (bytes == null || bytes.length == 0 || bytes[0] != SERIALIZED) {
        return ValueCodec.basic().read(bytes);
      }
      return deserialized(bytes, side);
    } catch (FilteredStream.NotAllowedException refused) {
      throw notAllowed(refused.classname, side, refused);
    } catch (ClassNotFoundException missing) {
      throw new UnreadableException(
          side
              + " has no class "
              + missing.getMessage()
              + ": put it on the class path there, or register a function that needs none",
          missing);
    } catch (Exception | LinkageError | StackOverflowError | InternalError thrown) {
      // The last one is what a damaged map of the JDK's is to it.
      throw new UnreadableException(side + " cannot read it: " + thrown, thrown);
    }
  }

  private @Nullable Object deserialized(byte[] bytes, String side)
      throws IOException, ClassNotFoundException, UnreadableException {
    FilteredStream in = new FilteredStream(bytes, allowed, loader);
    try (in) {
      return in.readObject();
    } catch (InvalidClassException invalid) {
      String exceeded = in.exceeded();
      if (exceeded != null) {
        throw new UnreadableException(side + " does not read what has " + exceeded, invalid);
      }
      String refused = in.refused();
      if (refused == null) {
        throw invalid;
      }
      throw notAllowed(refused, side, invalid);
    }
  }

  private static UnreadableException notAllowed(String name, String side, Exception refused) {
    return new UnreadableException(
        side + " does not allow " + name + ": name it, or its package, in allow(...) there",
        refused);
  }

  /** Bytes that are not read, and why. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
