package io.github.taskloom.testing;

import java.lang.reflect.Method;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Turns the outcome of a {@link KnownFault} round. */
final class KnownFaultExtension implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> called,
      ExtensionContext context)
      throws Throwable {
    expectFault(invocation, called);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> called,
      ExtensionContext context)
      throws Throwable {
    expectFault(invocation, called);
  }

  private static void expectFault(
      Invocation<Void> invocation, ReflectiveInvocationContext<Method> called) throws Throwable {
    KnownFault fault =
        Objects.requireNonNull(called.getExecutable().getAnnotation(KnownFault.class));
    try {
      invocation.proceed();
    } catch (TestAbortedException assumption) {
      throw assumption;
    } catch (Throwable shown) {
      if (!String.valueOf(shown.getMessage()).contains(fault.shows())) {
        throw new AssertionError(
            "Failed otherwise than by the known fault, which shows \"" + fault.shows() + "\"",
            shown);
      }
      return;
    }
    throw new AssertionError(
        "The fault is mended (" + fault.value() + "): keep the test, take its @KnownFault off");
  }
}
