package io.github.taskloom.internal.make;

import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeListener;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.event.EventChannel;
import io.github.taskloom.internal.event.Several;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told what makes do, in the order in which they were given. Immutable. */
public final class MakeListeners {
  /** So many events are kept for a listener that is slow. */
  private static final int MOST = 1 << 16;

  private static final MakeListeners NONE = new MakeListeners(new Listening[0]);

  /** Those of all makes of this JVM; changed through EVERYWHERE. */
  private static volatile MakeListeners everywhere = NONE;

  private static final VarHandle EVERYWHERE =
      ConstantBootstraps.staticFieldVarHandle(
          MethodHandles.lookup(),
          "everywhere",
          VarHandle.class,
          MakeListeners.class,
          MakeListeners.class);

  private record Listening(EventChannel<MakeEvent> channel, boolean isRecorder) {}

  private final Listening[] all; // never changed

  private MakeListeners(Listening[] all) {
    this.all = all;
  }

  /** With one more, which is never waited for. */
  static MakeListeners with(@Nullable MakeListeners before, MakeListener listener) {
    Objects.requireNonNull(listener, "The listener is null");
    EventChannel<MakeEvent> channel = EventChannel.bounded(listener::onEvent, MOST);
    return (before == null ? NONE : before).with(new Listening(channel, false));
  }

  /** With one more, which has all events kept, and is waited for at the end of a make. */
  static MakeListeners withRecorder(@Nullable MakeListeners before, MakeListener recorder) {
    Objects.requireNonNull(recorder, "The recorder is null");
    EventChannel<MakeEvent> channel = EventChannel.unbounded(recorder::onEvent);
    return (before == null ? NONE : before).with(new Listening(channel, true));
  }

  /** Has a listener told of all makes of this JVM that begin from now on. */
  public static Registration everywhere(MakeListener listener) {
    Objects.requireNonNull(listener, "The listener is null");
    EventChannel<MakeEvent> channel = EventChannel.bounded(listener::onEvent, MOST);
    Listening added = new Listening(channel, false);
    replace(present -> present.with(added));
    return () -> replace(present -> present.without(added));
  }

  private static void replace(UnaryOperator<MakeListeners> change) {
    MakeListeners present = everywhere;
    while (true) {
      MakeListeners witness =
          (MakeListeners) EVERYWHERE.compareAndExchange(present, change.apply(present));
      if (witness == present) {
        return;
      }
      present = witness;
    }
  }

  /** Whether a make that begins now has any. */
  static boolean areAny(@Nullable MakeListeners own) {
    return own != null || everywhere.all.length > 0;
  }

  /** Those of a make that begins now; null if it has none. */
  static @Nullable MakeListeners ofMake(@Nullable MakeListeners own) {
    MakeListeners ofAll = everywhere;
    if (own == null) {
      return ofAll.all.length == 0 ? null : ofAll;
    }
    MakeListeners together = own;
    for (Listening each : ofAll.all) {
      together = together.with(each);
    }
    return together;
  }

  private MakeListeners with(Listening added) {
    Listening[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = added;
    return new MakeListeners(more);
  }

  private MakeListeners without(Listening gone) {
    return new MakeListeners(
        Stream.of(all).filter(each -> each.channel != gone.channel).toArray(Listening[]::new));
  }

  int count() {
    return all.length;
  }

  /** False if it was dropped. */
  boolean offer(int index, MakeEvent event) {
    Listening to = all[index];
    if (to.isRecorder) {
      to.channel.put(event);
      return true;
    }
    return to.channel.offer(event);
  }

  /** False if they were dropped. */
  boolean offer(int index, Several<MakeEvent> events) {
    Listening to = all[index];
    if (to.isRecorder) {
      to.channel.put(events);
      return true;
    }
    return to.channel.offer(events);
  }

  /** For which there is always room. */
  void put(int index, MakeEvent event) {
    all[index].channel.put(event);
  }

  /** The last one of a make; null where the make does not wait for it. */
  EventChannel.@Nullable Delivery putLast(int index, MakeEvent event) {
    Listening to = all[index];
    if (to.isRecorder) {
      return to.channel.putAwaited(event);
    }
    to.channel.put(event);
    return null;
  }
}
