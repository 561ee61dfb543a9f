package io.github.taskloom.internal.scope;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** How a scope is opened on JDKs 21 to 24: by a constructor that takes a name and a factory. */
final class ConstructorShape {
  private static final @Nullable MethodHandle NEW; // (String, ThreadFactory) -> Object
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

  static {
    MethodHandle constructor = null;
    try {
      constructor =
          MethodHandles.publicLookup()
              .findConstructor(
                  Class.forName("java.util.concurrent.StructuredTaskScope"),
                  methodType(void.class, String.class, ThreadFactory.class))
              .asType(methodType(Object.class, String.class, ThreadFactory.class));
    } catch (ReflectiveOperationException e) {
      constructor = null; // another shape
    }
    NEW = constructor;
  }

  private ConstructorShape() {}

  static boolean isKnown() {
    return NEW != null;
  }

  @SuppressWarnings("NullAway") // isKnown() was asked
  static Object open(String name) throws Throwable {
    return (Object) NEW.invokeExact(name, VIRTUAL);
  }
}
