package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.RemoteCall;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The call of a thread, which has but one. */
public final class CurrentCall {
  private static final ThreadLocal<@Nullable Supplier<RemoteCall>> CURRENT = new ThreadLocal<>();

  private CurrentCall() {}

  /** The call that the thread runs; null if it runs none. */
  public static @Nullable RemoteCall get() {
    Supplier<RemoteCall> current = CURRENT.get();
    return current == null ? null : current.get();
  }

  static void set(Supplier<RemoteCall> call) {
    CURRENT.set(call);
  }
}
