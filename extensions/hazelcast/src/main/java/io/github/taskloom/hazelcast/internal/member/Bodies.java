package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions that a member has: registered ones, and those that were sent. */
final class Bodies {
  private final Map<String, Body.Registered> registered;
  private final SentFunctions sent;

  Bodies(Map<String, Body.Registered> registered, Values values) {
    this.registered = Map.copyOf(registered);
    this.sent = new SentFunctions(values);
  }

  /**
   * The function of a call.
   *
   * @throws Values.UnreadableException if it has none, or one that takes no such inputs
   */
  Body of(CallMessage call, @Nullable Object[] inputs, String side)
      throws Values.UnreadableException {
    String name = call.function();
    if (name != null) {
      return named(name, inputs, side);
    }
    Object function = sent.read(Objects.requireNonNull(call.code(), "no function"), side);
    Body body = Body.of(function, inputs.length);
    if (body == null) {
      throw new Values.UnreadableException(
          side + " was sent no function of " + inputs.length + " inputs", null);
    }
    return body;
  }

  private Body named(String name, @Nullable Object[] inputs, String side)
      throws Values.UnreadableException {
    Body.Registered found = registered.get(name);
    if (found == null) {
      throw new Values.UnreadableException(
          side + " has no function '" + name + "': register it with MemberOptions.function", null);
    }
    String misfit = found.misfit(inputs);
    if (misfit != null) {
      throw new Values.UnreadableException(side + ": '" + name + "' " + misfit, null);
    }
    return found.body();
  }
}
