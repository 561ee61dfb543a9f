package io.github.taskloom.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** The JDK's scoped values by reflection, since they are a preview in 21 to 24. */
public final class ScopedValues {
  private ScopedValues() {}

  /** A new key. */
  public static Object key() {
    try {
      return type("java.lang.ScopedValue").getMethod("newInstance").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Runs a body while a key is bound to a value. */
  public static void where(Object key, Object value, Runnable body) {
    try {
      Method where =
          type("java.lang.ScopedValue")
              .getMethod("where", type("java.lang.ScopedValue"), Object.class);
      Object carrier = where.invoke(null, key, value);
      type("java.lang.ScopedValue$Carrier").getMethod("run", Runnable.class).invoke(carrier, body);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Calls a body while a key is bound to a value, by the JDK's {@code where(...).call(...)}. */
  public static Object call(Object key, Object value, Callable<?> body) throws Exception {
    Method where =
        type("java.lang.ScopedValue")
            .getMethod("where", type("java.lang.ScopedValue"), Object.class);
    Method call =
        Arrays.stream(type("java.lang.ScopedValue$Carrier").getMethods())
            .filter(method -> method.getName().equals("call"))
            .findAny()
            .orElseThrow();
    Class<?> parameter = call.getParameterTypes()[0];
    Object taken = // a Callable up to JDK 22, an interface of their own since
        parameter.isInstance(body)
            ? body
            : Proxy.newProxyInstance(
                parameter.getClassLoader(),
                new Class<?>[] {parameter},
                (proxy, method, arguments) -> body.call());
    try {
      return call.invoke(where.invoke(null, key, value), taken);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception exception ? exception : e;
    }
  }

  /** What a key is bound to in the calling thread, or {@code otherwise}. */
  public static Object get(Object key, Object otherwise) {
    try {
      return type("java.lang.ScopedValue").getMethod("orElse", Object.class).invoke(key, otherwise);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name);
  }
}
