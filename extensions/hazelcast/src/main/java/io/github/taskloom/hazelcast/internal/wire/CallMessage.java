package io.github.taskloom.hazelcast.internal.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as it is sent: the function by its name or by its bytes, and its inputs as bytes.
 *
 * @param number unique for its caller
 * @param task the name of the task
 * @param attempt which of its attempts
 * @param function the name of a registered function; null if the code is sent
 * @param code a serialized function; null if it is named
 * @param inputs as {@link Values} writes them; null for null
 */
@SuppressWarnings("ArrayRecordComponent") // messages are not compared
public record CallMessage(
    long number,
    String task,
    int attempt,
    @Nullable String function,
    byte @Nullable [] code,
    byte[] @Nullable [] inputs) {

  /** What a message has beside its bytes, about. */
  private static final int FIXED = 40;

  /** About how much it has on the wire. */
  public int size() {
    int size = FIXED + task.length() + (code == null ? 0 : code.length);
    for (byte[] input : inputs) {
      size += input == null ? 1 : input.length;
    }
    return size;
  }

  void write(ObjectDataOutput out) throws IOException {
    out.writeLong(number);
    out.writeString(task);
    out.writeInt(attempt);
    out.writeString(function);
    out.writeByteArray(code);
    out.writeByte(inputs.length);
    for (byte[] input : inputs) {
      out.writeByteArray(input);
    }
  }

  static CallMessage read(ObjectDataInput in) throws IOException {
    long number = in.readLong();
    String task = Objects.requireNonNull(in.readString(), "task");
    int attempt = in.readInt();
    String function = in.readString();
    byte[] code = in.readByteArray();
    byte[] @Nullable [] inputs = new byte[in.readByte()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = in.readByteArray();
    }
    return new CallMessage(number, task, attempt, function, code, inputs);
  }
}
