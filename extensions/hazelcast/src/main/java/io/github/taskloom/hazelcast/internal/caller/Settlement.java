package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.CancelledException;
import io.github.taskloom.hazelcast.MemberLostException;
import io.github.taskloom.hazelcast.RefusedException;
import io.github.taskloom.hazelcast.RemoteFailedException;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends a call as its result says: reads a value or an exception, which may be a user's class. */
final class Settlement {
  private static final String SIDE = "the caller";

  private final Values values;

  Settlement(Values values) {
    this.values = values;
  }

  void settle(RemoteStage stage, CallResult result) {
    if (stage.isDone()) {
      return; // cancelled: nothing of it is read
    }
    String task = stage.message().task();
    String member = Objects.requireNonNullElse(stage.place(), "");
    try {
      switch (result.kind()) {
        case DONE -> done(stage, result);
        case FAILED -> stage.completeExceptionally(failure(member, result));
        case CANCELLED -> stage.completeExceptionally(new CancelledException(result.why()));
        case REFUSED ->
            stage.completeExceptionally(
                new RefusedException(task + " was not called: " + result.why(), false, null));
        case UNSENT ->
            stage.completeExceptionally(
                new RefusedException(
                    task + " was called on " + member + ", but " + result.why(), true, null));
        case STOPPED, RETURNED -> // what is given back has gone another way
            stage.completeExceptionally(
                new MemberLostException(member, task, "its end: " + result.why(), null));
      }
    } catch (Throwable thrown) { // no memory for the value, say
      stage.completeExceptionally(thrown);
    }
  }

  private void done(RemoteStage stage, CallResult result) {
    String task = stage.message().task();
    Object value;
    try {
      value = values.read(result.value(), SIDE);
    } catch (Values.UnreadableException refused) {
      stage.completeExceptionally(
          new RefusedException(
              "the result of " + task + " was refused: " + refused.getMessage(), true, refused));
      return;
    }
    Class<?> type = stage.type();
    if (type != null && value != null && !type.isInstance(value)) {
      stage.completeExceptionally(
          new RefusedException(
              "the result of "
                  + task
                  + " is to be a "
                  + type.getName()
                  + ", and is a "
                  + value.getClass().getName(),
              true,
              null));
      return;
    }
    stage.complete(value);
  }

  private Throwable failure(String member, CallResult result) {
    Throwable unread = null;
    if (result.value() != null) {
      try {
        if (values.read(result.value(), SIDE) instanceof Throwable thrown) {
          return thrown;
        }
      } catch (Values.UnreadableException refused) {
        unread = refused;
      }
    }
    return new RemoteFailedException(
        member, text(result.className()), result.why(), text(result.stack()), unread);
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
