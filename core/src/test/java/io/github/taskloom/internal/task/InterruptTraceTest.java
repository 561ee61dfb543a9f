package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Task;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class InterruptTraceTest {

  static Stream<Throwable> ofInterrupts() {
    return Stream.of(
        new InterruptedException(),
        new InterruptedIOException(),
        new ClosedByInterruptException(),
        new FileLockInterruptionException(),
        new SocketException("Closed by interrupt"),
        new CancellationException(),
        new CancelledException("other"));
  }

  static Stream<Throwable> ofOtherReasons() {
    return Stream.of(
        new IOException("interrupt"),
        new SocketException(),
        new SocketException("Connection reset"),
        new SocketTimeoutException("Read timed out"),
        new AsynchronousCloseException(),
        new IllegalStateException(new IOException()));
  }

  /** Whatever class the JDK has for it, and however deep it is. */
  @ParameterizedTest
  @MethodSource("ofInterrupts")
  void isIn_interrupt_howeverWrapped(Throwable thrown) {
    Exception suppressing = new Exception("body");
    suppressing.addSuppressed(new IllegalStateException(thrown));

    assertTrue(InterruptTrace.isIn(thrown));
    assertTrue(InterruptTrace.isIn(new ExecutionException(thrown)));
    assertTrue(InterruptTrace.isIn(new CompletionException(new RuntimeException(thrown))));
    assertTrue(InterruptTrace.isIn(new UncheckedIOException(new IOException(thrown))));
    assertTrue(InterruptTrace.isIn(new Error(suppressing)));
  }

  /** What says nothing of an interrupt may be anything. */
  @ParameterizedTest
  @MethodSource("ofOtherReasons")
  void isIn_otherReason_isNot(Throwable thrown) {
    assertFalse(InterruptTrace.isIn(thrown));
    assertFalse(InterruptTrace.isIn(new ExecutionException(thrown)));
  }

  /** A circle of causes ends, and so does a cause that is made anew each time. */
  @Test
  void isIn_endlessCauses_ends() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));
    Exception suppressed = new Exception("suppressed");
    suppressed.addSuppressed(new Exception("other", suppressed));

    assertFalse(InterruptTrace.isIn(one));
    assertFalse(InterruptTrace.isIn(suppressed));
    assertFalse(InterruptTrace.isIn(new Endless()));
  }

  /** One that throws when it is asked is no interrupt. */
  @Test
  void isIn_unasked_isNot() {
    assertFalse(InterruptTrace.isIn(new Unasked()));
  }

  /** What cannot carry another stays as it is; one that many throw does not grow without end. */
  @Test
  void add_whereItCannot_changesNothing() {
    Exception shared = new Exception("shared");
    Exception closed = new Closed();

    Suppressed.add(shared, shared);
    Suppressed.add(closed, shared);
    assertEquals(0, shared.getSuppressed().length);
    assertEquals(0, closed.getSuppressed().length);
    Exception first = new Exception("first");
    Suppressed.add(shared, first);
    for (int i = 0; i < 1_000; i++) {
      Suppressed.add(shared, new Exception("another"));
    }

    assertSame(first, shared.getSuppressed()[0]);
    assertEquals(16, shared.getSuppressed().length);
  }

  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable getCause() {
      return new Endless();
    }
  }

  private static final class Unasked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable getCause() {
      throw new IllegalStateException("unasked");
    }
  }

  private static final class Closed extends Exception {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("closed", null, false, false);
    }
  }

  /** What a run on a caller's thread makes of what its function throws. */
  private static boolean isTakenForTheCallers(TaskNode<?> task) {
    AtomicInteger told = new AtomicInteger();
    Runner runner = Runner.ofCaller(null, told::incrementAndGet);
    TaskStatus now = task.status();
    TaskDispatch.performOn(task, runner, () -> task.enterRun(now, runner) == now, task::perform);
    return told.get() > 0;
  }

  private static boolean isTakenForTheCallers(Callable<?> function) {
    return isTakenForTheCallers(TaskNode.of(Task.of("task", function::call)));
  }

  /** What a method of the JDK has thrown in a task's function tells; made by hand, it does not. */
  @Test
  void isOfThisThread_byOrigin() {
    Callable<?> sleeps =
        () -> {
          Thread.sleep(60_000);
          return null;
        };
    Task<?> first = Task.of("first", sleeps);
    Thread.currentThread().interrupt();
    assertTrue(isTakenForTheCallers(TaskNode.of(first)));
    InterruptedException inTask =
        assertInstanceOf(InterruptedException.class, TaskResults.failure(TaskNode.of(first)));

    Thread.currentThread().interrupt();
    InterruptedException outside =
        assertThrows(InterruptedException.class, () -> Thread.sleep(60_000));
    for (Exception other :
        List.of(
            outside,
            inTask,
            new InterruptedException("by hand"),
            withoutTrace(),
            new Exception("wrapped", inTask))) {
      TaskNode<?> throwing =
          TaskNode.of(
              Task.of(
                  "task",
                  () -> {
                    throw other;
                  }));
      assertFalse(isTakenForTheCallers(throwing), other::toString);
      assertSame(other, TaskResults.failure(throwing));
    }
  }

  /**
   * Where a task was asked to end, and its function has ended by that interrupt, one that is set
   * then is another one: the caller's. Where the function has left the flag as it was, it is none.
   */
  @Test
  void cancel_afterItsInterruptWasTaken_anotherIsTheCallers() {
    assertTrue(
        isTakenForTheCallers(
            () -> {
              Task.current().orElseThrow().cancel();
              try {
                Thread.sleep(60_000);
              } finally {
                Thread.currentThread().interrupt(); // as the caller's own would be
              }
              return null;
            }));
    for (Exception other :
        List.of(new IllegalStateException("left set"), new InterruptedException("by hand"))) {
      assertFalse(
          isTakenForTheCallers(
              () -> {
                Task.current().orElseThrow().cancel();
                throw other;
              }),
          other::toString);
      assertFalse(Thread.interrupted());
    }
  }

  /** As those of code that throws one object again and again. */
  private static InterruptedException withoutTrace() {
    InterruptedException without = new InterruptedException("without a trace");
    without.setStackTrace(new StackTraceElement[0]);
    return without;
  }

  /** So does one of a function so deep in a stack that its trace has no end. */
  @Test
  void isOfThisThread_deepInTheStack_tells() {
    Thread.currentThread().interrupt();
    assertTrue(
        deep(
            2_000,
            () ->
                isTakenForTheCallers(
                    () -> {
                      Thread.sleep(60_000);
                      return null;
                    })));
  }

  private static boolean deep(int calls, BooleanSupplier body) {
    return calls == 0 ? body.getAsBoolean() : deep(calls - 1, body);
  }
}
