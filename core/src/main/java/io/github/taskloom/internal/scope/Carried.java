package io.github.taskloom.internal.scope;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * A value that a thread carries while it runs something, and that threads see which it forks in a
 * structured scope: the JDK's ScopedValue, or a thread-local, which no thread inherits, where there
 * is none.
 *
 * @param <T> the value
 */
public final class Carried<T> {
  private static final @Nullable MethodHandle NEW; // () -> Object
  private static final @Nullable MethodHandle GET; // (Object key, Object otherwise) -> Object
  private static final @Nullable MethodHandle WHERE; // (Object key, Object value) -> Object carrier
  private static final @Nullable MethodHandle RUN; // (Object carrier, Runnable) -> void

  static {
    MethodHandle make = null;
    MethodHandle get = null;
    MethodHandle where = null;
    MethodHandle run = null;
    try {
      Lookup lookup = MethodHandles.publicLookup();
      Class<?> type = Class.forName("java.lang.ScopedValue");
      Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
      make =
          lookup.findStatic(type, "newInstance", methodType(type)).asType(methodType(Object.class));
      get =
          lookup
              .findVirtual(type, "orElse", methodType(Object.class, Object.class))
              .asType(methodType(Object.class, Object.class, Object.class));
      where =
          lookup
              .findStatic(type, "where", methodType(carrier, type, Object.class))
              .asType(methodType(Object.class, Object.class, Object.class));
      run =
          lookup
              .findVirtual(carrier, "run", methodType(void.class, Runnable.class))
              .asType(methodType(void.class, Object.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      make = null; // the thread-local takes over
    }
    NEW = make;
    GET = get;
    WHERE = where;
    RUN = run;
  }

  /** orElse(null) is refused by later JDKs. */
  private static final Object NOTHING = new Object();

  private final @Nullable Object scopedValue;

  @SuppressWarnings("ThreadLocalUsage") // one per instance, and the instances are static
  private final ThreadLocal<@Nullable T> threadLocal = new ThreadLocal<>();

  /** A value that no thread carries yet. */
  public Carried() {
    this(NEW != null);
  }

  Carried(boolean scoped) {
    Object key = null;
    if (scoped && NEW != null) {
      try {
        key = (Object) NEW.invokeExact();
      } catch (Throwable thrown) {
        throw new IllegalStateException(thrown);
      }
    }
    scopedValue = key;
  }

  /** What the calling thread carries, or null. */
  @SuppressWarnings({"unchecked", "NullAway"}) // only a T is bound; GET is there where a key is
  public @Nullable T get() {
    if (scopedValue == null) {
      return threadLocal.get();
    }
    Object value;
    try {
      value = (Object) GET.invokeExact(scopedValue, NOTHING);
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
    return value == NOTHING ? null : (T) value;
  }

  /** Runs something while the calling thread carries a value; {@code body} must not throw. */
  @SuppressWarnings("NullAway") // WHERE and RUN are there where a key is
  public void run(T value, Runnable body) {
    if (scopedValue == null) {
      T before = threadLocal.get();
      threadLocal.set(value);
      try {
        body.run();
      } finally {
        threadLocal.set(before);
      }
      return;
    }
    try {
      RUN.invokeExact((Object) WHERE.invokeExact(scopedValue, (Object) value), body);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
