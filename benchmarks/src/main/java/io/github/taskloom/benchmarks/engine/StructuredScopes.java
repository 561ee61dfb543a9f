package io.github.taskloom.benchmarks.engine;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's StructuredTaskScope through method handles, which the JIT inlines: it is a preview in
 * JDK 21 to 27, and classes compiled against it load on that very JDK only.
 */
final class StructuredScopes {
  private static final String TYPE = "java.util.concurrent.StructuredTaskScope";

  private static final MethodHandle OPEN;
  private static final MethodHandle FORK;
  private static final MethodHandle JOIN;
  private static final MethodHandle CLOSE;

  static {
    try {
      Lookup lookup = MethodHandles.publicLookup();
      Class<?> type = Class.forName(TYPE);
      OPEN = (type.isInterface() ? opener(lookup, type) : constructor(lookup, type));
      FORK =
          lookup
              .unreflect(type.getMethod("fork", Callable.class))
              .asType(methodType(void.class, Object.class, Callable.class));
      JOIN = lookup.unreflect(type.getMethod("join")).asType(methodType(void.class, Object.class));
      CLOSE =
          lookup.unreflect(type.getMethod("close")).asType(methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private StructuredScopes() {}

  /**
   * Makes the handles, which a program that is compiled against the JDK's own class has no need of.
   */
  static void prepare() {
    // by the initializer of the class
  }

  /** JDK 21 to 24. */
  private static MethodHandle constructor(Lookup lookup, Class<?> type)
      throws ReflectiveOperationException {
    return lookup.findConstructor(type, methodType(void.class)).asType(methodType(Object.class));
  }

  /** JDK 25 and newer, with the one joiner that all of them have. */
  private static MethodHandle opener(Lookup lookup, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> joinerType = Class.forName(TYPE + "$Joiner");
    MethodHandle joiner =
        lookup.findStatic(joinerType, "awaitAllSuccessfulOrThrow", methodType(joinerType));
    MethodHandle open = lookup.findStatic(type, "open", methodType(type, joinerType));
    return MethodHandles.foldArguments(open, joiner).asType(methodType(Object.class));
  }

  static Object open() throws Exception {
    try {
      return (Object) OPEN.invokeExact();
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  static void fork(Object scope, Callable<@Nullable Object> body) throws Exception {
    try {
      FORK.invokeExact(scope, body);
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  static void join(Object scope) throws Exception {
    try {
      JOIN.invokeExact(scope);
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  static void close(Object scope) throws Exception {
    try {
      CLOSE.invokeExact(scope);
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  private static Exception rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
  }
}
