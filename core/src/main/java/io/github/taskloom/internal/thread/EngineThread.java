package io.github.taskloom.internal.thread;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads of the engine itself. They belong to no user: one that happens to be made during
 * a user's call has neither that caller's context class loader nor its inheritable thread-locals,
 * nor, on a JDK that still hands it down, its access control context, which holds the class loaders
 * of all that stand on the caller's stack.
 */
public final class EngineThread {
  /** {@code (PrivilegedAction) -> Object}; null on a JDK without access control contexts. */
  private static final @Nullable MethodHandle WITHOUT_CONTEXT = withoutContext();

  private EngineThread() {}

  private static @Nullable MethodHandle withoutContext() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Class.forName("java.security.AccessController"),
              "doPrivileged",
              methodType(Object.class, PrivilegedAction.class));
    } catch (ReflectiveOperationException gone) {
      return null;
    }
  }

  /** A daemon thread, not started. */
  public static Thread unstarted(String name, Runnable body) {
    MethodHandle without = WITHOUT_CONTEXT;
    if (without == null) {
      return made(name, body);
    }
    PrivilegedAction<Thread> action = () -> made(name, body);
    try {
      return (Thread) (Object) without.invokeExact(action);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** Runs something on a new one; on the calling thread where none is to be had. */
  public static void startOrRun(String name, Runnable body) {
    try {
      unstarted(name, body).start();
    } catch (Throwable noThread) { // no end at all would be worse
      body.run();
    }
  }

  private static Thread made(String name, Runnable body) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .inheritInheritableThreadLocals(false)
        .unstarted(body);
  }
}
