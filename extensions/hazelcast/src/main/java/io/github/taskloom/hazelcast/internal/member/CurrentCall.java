package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.RemoteCall;
import org.jspecify.annotations.Nullable;

/** The call of a thread, which has but one. */
public final class CurrentCall {
  private static final ThreadLocal<@Nullable RemoteCall> CURRENT = new ThreadLocal<>();

  private CurrentCall() {}

  /** The call that the thread runs; null if it runs none. */
  public static @Nullable RemoteCall get() {
    return CURRENT.get();
  }

  static void set(RemoteCall call) {
    CURRENT.set(call);
  }
}
