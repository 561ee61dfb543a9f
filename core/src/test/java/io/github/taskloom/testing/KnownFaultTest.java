package io.github.taskloom.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** A known fault has to show, and as it is known. */
class KnownFaultTest {

  @KnownFault(value = "the door sticks", shows = "sticks")
  static void fault() {}

  private record Called(Method getExecutable) implements ReflectiveInvocationContext<Method> {
    @Override
    public Class<?> getTargetClass() {
      return KnownFaultTest.class;
    }

    @Override
    public List<Object> getArguments() {
      return List.of();
    }

    @Override
    public Optional<Object> getTarget() {
      return Optional.empty();
    }
  }

  private static void intercept(Invocation<Void> test) throws Throwable {
    Method method = KnownFaultTest.class.getDeclaredMethod("fault");
    new KnownFaultExtension().interceptTestMethod(test, new Called(method), null);
  }

  private static Invocation<Void> throwing(Throwable thrown) {
    return () -> {
      throw thrown;
    };
  }

  @Test
  void test_showsTheFault_passes() {
    assertDoesNotThrow(() -> intercept(throwing(new AssertionError("the door sticks again"))));
  }

  @Test
  void test_passes_failsAndSaysThatTheFaultIsMended() {
    AssertionError mended = assertThrows(AssertionError.class, () -> intercept(() -> null));

    assertTrue(mended.getMessage().contains("the door sticks"), mended.getMessage());
  }

  @Test
  void test_failsOtherwise_failsWithThat() {
    Exception other = new IllegalStateException("no door here");

    AssertionError failed = assertThrows(AssertionError.class, () -> intercept(throwing(other)));

    assertSame(other, failed.getCause());
  }

  @Test
  void test_assumptionNotMet_isAborted() {
    TestAbortedException assumption = new TestAbortedException("no such machine");

    assertSame(
        assumption,
        assertThrows(TestAbortedException.class, () -> intercept(throwing(assumption))));
  }
}
