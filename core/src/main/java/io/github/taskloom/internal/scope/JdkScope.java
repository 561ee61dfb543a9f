package io.github.taskloom.internal.scope;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's StructuredTaskScope. It is opened in one of the shapes that it has had; the rest has
 * been the same in all. The handles are static and final, so the JIT inlines them; each does one
 * thing, since what method handles are put together from is compiled at the first make.
 */
final class JdkScope implements Scope {
  private static final String TYPE = "java.util.concurrent.StructuredTaskScope";

  private static final @Nullable MethodHandle FORK; // (Object scope, Callable) -> void
  private static final @Nullable MethodHandle JOIN; // (Object scope) -> void
  private static final @Nullable MethodHandle CLOSE; // (Object scope) -> void

  /** Whether the JDK has a shape that is known here. */
  static final boolean AVAILABLE;

  private static final boolean HAS_JOINERS;

  static {
    MethodHandle fork = null;
    MethodHandle join = null;
    MethodHandle close = null;
    boolean hasJoiners = false;
    boolean hasShape = false;
    try {
      Lookup lookup = MethodHandles.publicLookup();
      Class<?> type = Class.forName(TYPE);
      fork = lookup.unreflect(type.getMethod("fork", Callable.class));
      fork = fork.asType(methodType(void.class, Object.class, Callable.class));
      join = lookup.unreflect(type.getMethod("join")).asType(methodType(void.class, Object.class));
      close =
          lookup.unreflect(type.getMethod("close")).asType(methodType(void.class, Object.class));
      hasJoiners = type.isInterface();
      hasShape = hasJoiners ? JoinerShape.isKnown() : ConstructorShape.isKnown();
    } catch (ReflectiveOperationException e) {
      hasShape = false; // a shape of the future: PlainScope takes over
    }
    FORK = fork;
    JOIN = join;
    CLOSE = close;
    HAS_JOINERS = hasJoiners;
    AVAILABLE = hasShape;
  }

  private final Object scope;

  /** Some JDKs would let more be forked then; by the owner alone. */
  private boolean joined;

  private JdkScope(Object scope) {
    this.scope = scope;
  }

  static Scope open(String name) {
    try {
      return new JdkScope(HAS_JOINERS ? JoinerShape.open(name) : ConstructorShape.open(name));
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
  static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException(thrown);
  }
}
