package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the exceptions carry. */
@Timeout(120)
class TaskExceptionsTest {

  private static Throwable failure(Task<?> failed) {
    return assertInstanceOf(Outcome.Failed.class, failed.outcome()).cause();
  }

  private static <E extends Throwable> E copied(E thrown) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      @SuppressWarnings("unchecked") // a copy is of the same class
      E copy = (E) in.readObject();
      return copy;
    }
  }

  /** All are unchecked; a refusal is one of a machine, a failure is not. */
  @Test
  void types_ofExceptions_areUncheckedAndRelated() {
    assertTrue(RuntimeException.class.isAssignableFrom(FsmException.class));
    assertTrue(FsmException.class.isAssignableFrom(TaskStateException.class));
    assertTrue(TaskStateException.class.isAssignableFrom(BlockedException.class));
    assertTrue(TaskStateException.class.isAssignableFrom(CycleException.class));
    assertTrue(RuntimeException.class.isAssignableFrom(TaskException.class));
    assertTrue(TaskException.class.isAssignableFrom(PrerequisiteException.class));
    assertTrue(TaskException.class.isAssignableFrom(TaskTimeoutException.class));
    assertTrue(RuntimeException.class.isAssignableFrom(CancelledException.class));
  }

  /** A failure at the end of a very long chain can be printed, and its last cause is the root's. */
  @Test
  void blocked_endOfVeryLongChain_isShortAndEndsAtTheRoot() {
    IOException root = new IOException("no network");
    Task<String> first =
        Task.of(
            "first",
            () -> {
              throw root;
            });
    Task<String> last = first;
    for (int i = 0; i < 50_000; i++) {
      last = last.thenCall("link " + i, () -> "value");
    }
    last.make();

    Throwable cause = failure(last);
    assertEquals("link 49999 is blocked by link 49998, which is FAILED", cause.getMessage());
    int links = 0;
    while (cause.getCause() != null) {
      cause = cause.getCause();
      links++;
    }
    assertSame(root, cause);
    assertTrue(links <= 100, () -> "the chain is too long to print");
    StringWriter printed = new StringWriter();
    failure(last).printStackTrace(new PrintWriter(printed));
    assertTrue(printed.toString().contains("no network"));
  }

  /** A short chain names each task on the way. */
  @Test
  void blocked_shortChain_namesEach() {
    Task<String> first =
        Task.of(
            "first",
            () -> {
              throw new IOException("no network");
            });
    Task<String> last = first;
    for (int i = 0; i < 20; i++) {
      last = last.thenCall("link " + i, () -> "value");
    }
    last.make();

    List<String> messages = new ArrayList<>();
    for (Throwable cause = failure(last); cause != null; cause = cause.getCause()) {
      messages.add(cause.getMessage());
    }
    assertEquals(21, messages.size());
    assertEquals("link 0 is blocked by first, which is FAILED", messages.get(19));
    assertEquals("no network", messages.get(20));
  }

  /** A cycle is named whole; a very long one is shortened in the message, never in the path. */
  @Test
  void cycle_shortAndVeryLong_pathIsWhole() {
    Task<String> a = Task.of("a", () -> "a");
    Task<String> b = a.thenCall("b", () -> "b");
    Task<String> c = b.thenCall("c", () -> "c");
    a.require(c);
    CycleException small = assertThrows(CycleException.class, c::make);
    assertEquals("The tasks require each other in a circle: c -> b -> a -> c", small.getMessage());
    assertEquals(List.of(c, b, a, c), small.path());
    assertSame(c, small.task());

    Task<String> first = Task.of("first", () -> "value");
    Task<String> last = first;
    for (int i = 0; i < 20_000; i++) {
      last = last.thenCall("link " + i, () -> "value");
    }
    first.require(last);
    CycleException large = assertThrows(CycleException.class, last::make);
    assertEquals(20_002, large.path().size());
    assertTrue(large.getMessage().length() < 20_000, () -> "the message is too long to read");
    assertTrue(large.getMessage().contains(" more) -> "), large.getMessage());
  }

  /** Sent elsewhere they keep their words, and let go of what lives here. */
  @Test
  void serialization_ofEach_keepsTheMessage() throws Exception {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.thenCall("next", () -> "value");
    FsmException fsm =
        assertThrows(FsmException.class, () -> TaskEvents.fire(TaskNode.of(first), TaskEvent.DONE));
    BlockedException blocked = assertThrows(BlockedException.class, next::dispatch);
    first.require(next);
    CycleException cycle = assertThrows(CycleException.class, next::make);
    CancelledException cancelled =
        new CancelledException(first, "enough", new IOException("no network"));

    for (RuntimeException thrown : List.of(fsm, blocked, cycle, cancelled)) {
      assertEquals(thrown.getMessage(), copied(thrown).getMessage());
    }
    assertNull(copied(fsm).fsm());
    assertNull(copied(blocked).blocker());
    assertEquals(TaskState.PENDING, copied(blocked).blockerState());
    assertNull(copied(cancelled).task());
    assertEquals("no network", copied(cancelled).getCause().getMessage());
  }
}
