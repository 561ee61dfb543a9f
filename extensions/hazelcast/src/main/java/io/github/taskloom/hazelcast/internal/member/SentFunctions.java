package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions that callers have sent. A lambda that captures nothing is read once; any other
 * object may hold values that a call changes, and is read anew for each.
 */
final class SentFunctions {
  private static final int MOST = 1_000;

  private final ConcurrentMap<Code, Object> known = new ConcurrentHashMap<>();
  private final Values values;

  SentFunctions(Values values) {
    this.values = values;
  }

  /** Bytes that are equal by what they are. */
  @SuppressWarnings("ArrayRecordComponent") // by the methods below
  private record Code(byte[] bytes, int hash) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Code code && Arrays.equals(bytes, code.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  @Nullable Object read(byte[] bytes, String side) throws Values.UnreadableException {
    Code code = new Code(bytes, Arrays.hashCode(bytes));
    Object found = known.get(code);
    if (found != null) {
      return found;
    }
    Object read = values.read(bytes, side);
    if (read != null && isStateless(read.getClass())) {
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(code, read);
    }
    return read;
  }

  private static boolean isStateless(Class<?> type) {
    return type.isHidden()
        && type.getDeclaredFields().length == 0
        && type.getSuperclass() == Object.class;
  }
}
