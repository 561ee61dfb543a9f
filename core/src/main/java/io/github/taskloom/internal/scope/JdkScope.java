package io.github.taskloom.internal.scope;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's StructuredTaskScope in either of its shapes: a constructor that takes a name and a
 * thread factory (21 to 24), or {@code open(Joiner, configuration)} (from 25 on). The handles are
 * static and final, so the JIT inlines them.
 */
final class JdkScope implements Scope {
  private static final String TYPE = "java.util.concurrent.StructuredTaskScope";

  /** {@code (String) -> Object}: opens a scope of this name; null where no shape is known. */
  private static final @Nullable MethodHandle OPEN;

  private static final @Nullable MethodHandle FORK;
  private static final @Nullable MethodHandle JOIN;
  private static final @Nullable MethodHandle CLOSE;

  static final boolean AVAILABLE;

  static {
    MethodHandle open = null;
    MethodHandle fork = null;
    MethodHandle join = null;
    MethodHandle close = null;
    try {
      Lookup lookup = MethodHandles.publicLookup();
      Class<?> type = Class.forName(TYPE);
      open = type.isInterface() ? joinerShape(lookup, type) : constructorShape(lookup, type);
      fork = lookup.unreflect(type.getMethod("fork", Callable.class));
      fork = fork.asType(methodType(void.class, Object.class, Callable.class));
      join = lookup.unreflect(type.getMethod("join")).asType(methodType(void.class, Object.class));
      close =
          lookup.unreflect(type.getMethod("close")).asType(methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      open = null; // a shape of the future: PlainScope takes over
    }
    OPEN = open;
    FORK = fork;
    JOIN = join;
    CLOSE = close;
    AVAILABLE = open != null && fork != null && join != null && close != null;
  }

  private final Object scope;

  /** Some JDKs would let more be forked then; by the owner alone. */
  private boolean joined;

  private JdkScope(Object scope) {
    this.scope = scope;
  }

  private static MethodHandle constructorShape(Lookup lookup, Class<?> type)
      throws ReflectiveOperationException {
    MethodHandle constructor =
        lookup.findConstructor(type, methodType(void.class, String.class, ThreadFactory.class));
    return MethodHandles.insertArguments(constructor, 1, Thread.ofVirtual().factory())
        .asType(methodType(Object.class, String.class));
  }

  /**
   * Of the joiners only awaitAllSuccessfulOrThrow is there in all of 25 to 28; it waits for all
   * since what we fork never throws.
   */
  private static MethodHandle joinerShape(Lookup lookup, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> joinerType = Class.forName(TYPE + "$Joiner");
    MethodHandle joiner =
        lookup.findStatic(joinerType, "awaitAllSuccessfulOrThrow", methodType(joinerType));
    MethodHandle withName =
        lookup
            .unreflect(Class.forName(TYPE + "$Configuration").getMethod("withName", String.class))
            .asType(methodType(Object.class, Object.class, Object.class));
    MethodHandle configured =
        MethodHandles.lookup()
            .findStatic(
                JdkScope.class,
                "naming",
                methodType(UnaryOperator.class, MethodHandle.class, String.class))
            .bindTo(withName);
    for (Method method : type.getMethods()) {
      // The configuration's parameter was a Function in 25 and is a UnaryOperator since.
      if (method.getName().equals("open")
          && Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 2
          && method.getParameterTypes()[1].isAssignableFrom(UnaryOperator.class)) {
        MethodHandle open =
            lookup
                .unreflect(method)
                .asType(methodType(Object.class, joinerType, UnaryOperator.class));
        open = MethodHandles.filterArguments(open, 1, configured);
        return MethodHandles.foldArguments(
            open, MethodHandles.dropArguments(joiner, 0, String.class));
      }
    }
    throw new NoSuchMethodException(TYPE + ".open(Joiner, UnaryOperator)");
  }

  @SuppressWarnings("UnusedMethod") // called through a handle
  private static UnaryOperator<Object> naming(MethodHandle withName, String name) {
    return configuration -> {
      try {
        return (Object) withName.invokeExact(configuration, (Object) name);
      } catch (Throwable thrown) {
        throw rethrown(thrown);
      }
    };
  }

  @SuppressWarnings("NullAway") // AVAILABLE was checked
  static Scope open(String name) {
    try {
      return new JdkScope((Object) OPEN.invokeExact(name));
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // AVAILABLE was checked
  public void fork(Runnable body) {
    if (joined) {
      throw new IllegalStateException("The scope is joined: nothing more can be forked");
    }
    Callable<?> callable =
        () -> {
          body.run();
          return null;
        };
    try {
      FORK.invokeExact(scope, callable);
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // AVAILABLE was checked
  public void join() throws InterruptedException {
    joined = true;
    try {
      JOIN.invokeExact(scope);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // AVAILABLE was checked
  public void close() {
    try {
      CLOSE.invokeExact(scope);
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /** The JDK's own unchecked exceptions pass as they are. */
  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException(thrown);
  }
}
