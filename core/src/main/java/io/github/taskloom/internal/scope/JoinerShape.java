package io.github.taskloom.internal.scope;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a scope is opened from JDK 25 on: by {@code open(Joiner, configuration)}. Of the joiners only
 * awaitAllSuccessfulOrThrow is there in all of 25 to 28; it waits for all, since what is forked
 * here never throws.
 */
final class JoinerShape {
  private static final String TYPE = "java.util.concurrent.StructuredTaskScope";

  private static final @Nullable MethodHandle OPEN; // (Object joiner, UnaryOperator) -> Object
  private static final @Nullable MethodHandle JOINER; // () -> Object
  private static final @Nullable MethodHandle WITH_NAME; // (Object, String) -> Object

  static {
    MethodHandle open = null;
    MethodHandle joiner = null;
    MethodHandle withName = null;
    try {
      Lookup lookup = MethodHandles.publicLookup();
      Class<?> joinerType = Class.forName(TYPE + "$Joiner");
      joiner =
          lookup
              .findStatic(joinerType, "awaitAllSuccessfulOrThrow", methodType(joinerType))
              .asType(methodType(Object.class));
      withName =
          lookup
              .unreflect(Class.forName(TYPE + "$Configuration").getMethod("withName", String.class))
              .asType(methodType(Object.class, Object.class, String.class));
      open =
          lookup
              .unreflect(openMethod(Class.forName(TYPE)))
              .asType(methodType(Object.class, Object.class, UnaryOperator.class));
    } catch (ReflectiveOperationException e) {
      open = null; // another shape
    }
    OPEN = open;
    JOINER = joiner;
    WITH_NAME = withName;
  }

  private JoinerShape() {}

  /** The configuration's parameter was a Function in 25 and is a UnaryOperator since. */
  private static Method openMethod(Class<?> type) throws NoSuchMethodException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals("open")
          && Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 2
          && method.getParameterTypes()[1].isAssignableFrom(UnaryOperator.class)) {
        return method;
      }
    }
    throw new NoSuchMethodException(TYPE + ".open(Joiner, UnaryOperator)");
  }

  static boolean isKnown() {
    return OPEN != null;
  }

  @SuppressWarnings("NullAway") // isKnown() was asked
  static Object open(String name) throws Throwable {
    UnaryOperator<Object> naming = new Naming(name);
    return (Object) OPEN.invokeExact((Object) JOINER.invokeExact(), naming);
  }

  /** Gives the scope its name. */
  private record Naming(String name) implements UnaryOperator<Object> {
    @Override
    @SuppressWarnings("NullAway") // isKnown() was asked
    public Object apply(Object configuration) {
      try {
        return (Object) WITH_NAME.invokeExact(configuration, name);
      } catch (Throwable thrown) {
        throw JdkScope.rethrown(thrown);
      }
    }
  }
}
