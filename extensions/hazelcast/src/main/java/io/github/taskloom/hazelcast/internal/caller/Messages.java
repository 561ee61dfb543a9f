package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.Task;
import io.github.taskloom.hazelcast.RefusedException;
import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the message of a call, on the thread that calls the function: what is sent is as it is at
 * that moment, and what cannot be sent fails the attempt there.
 */
final class Messages {
  /** The bytes of lambdas that capture nothing, by their class. */
  private static final ClassValue<AtomicReference<byte @Nullable []>> KNOWN =
      new ClassValue<>() {
        @Override
        protected AtomicReference<byte @Nullable []> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private final AtomicLong numbers = new AtomicLong();

  CallMessage of(@Nullable Object function, @Nullable String name, @Nullable Object[] inputs) {
    Task<?> task = Task.current().orElse(null);
    String taskName =
        task != null ? task.name() : name != null ? "a call of " + name : "a remote call";
    byte @Nullable [] code = function == null ? null : code(function, taskName);
    byte[] @Nullable [] written = new byte[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      written[i] = written(inputs[i], i, taskName);
    }
    int attempt = task == null ? 1 : task.attempt();
    return new CallMessage(numbers.incrementAndGet(), taskName, attempt, name, code, written);
  }

  private static byte[] code(Object function, String task) {
    Class<?> type = function.getClass();
    if (!type.isHidden() || type.getDeclaredFields().length > 0) {
      return serialized(function, task);
    }
    AtomicReference<byte @Nullable []> known = KNOWN.get(type);
    byte[] code = known.get();
    if (code == null) {
      code = serialized(function, task);
      known.set(code);
    }
    return code;
  }

  private static byte[] serialized(Object function, String task) {
    try {
      return Values.serialized(function);
    } catch (Exception | StackOverflowError unsent) { // by a class of the user's
      throw new RefusedException(
          "the function of "
              + task
              + " cannot be sent: "
              + unsent
              + "; what it captures has to be serializable (this, if it uses a field or method)",
          false,
          unsent);
    }
  }

  private static byte @Nullable [] written(@Nullable Object input, int index, String task) {
    try {
      return Values.write(input);
    } catch (Exception | StackOverflowError unsent) { // by a class of the user's
      throw new RefusedException(
          "input "
              + (index + 1)
              + " of "
              + task
              + " cannot be sent: "
              + unsent
              + "; its class "
              + Objects.requireNonNull(input).getClass().getName()
              + " has to be serializable",
          false,
          unsent);
    }
  }
}
