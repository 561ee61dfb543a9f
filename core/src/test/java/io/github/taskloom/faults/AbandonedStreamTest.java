package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that are read in part and never closed. */
@Timeout(60)
class AbandonedStreamTest {
  private final Gate gate = new Gate();
  private final Task<String> quick = Task.of("quick", () -> "x");
  private final Task<String> slow =
      Task.of(
          "slow",
          () -> {
            gate.pass();
            return "y";
          });
  private final Task<String> next = slow.then("next", value -> value + "z");

  @SuppressWarnings("StreamResourceLeak") // that is what is tested
  private Task<?> readFirst(Order order) {
    return Make.defaults().order(order).stream(quick, slow, next).iterator().next();
  }

  /** The make goes on to its end, and its reader can make other tasks meanwhile. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void stream_abandoned_makeGoesOnToItsEnd(Order order) throws Exception {
    Task<String> other = Task.of("other", () -> "o");
    AtomicReference<Thread> reader = new AtomicReference<>();

    Task<?> first =
        Bounded.elsewhere(
            () -> {
              reader.set(Thread.currentThread());
              Task<?> read = readFirst(order);
              Tasks.makeNow(other);
              gate.open();
              next.join();
              return read;
            });

    assertSame(quick, first);
    assertEquals(new Done<>("o"), other.outcome());
    assertEquals(new Done<>("yz"), next.outcome());
    Bounded.join(reader.get());
  }

  /** A reader that ends without closing ends when its make has ended. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void stream_readerEnds_makeGoesOnToItsEnd(Order order) throws Exception {
    Thread reader = Thread.ofPlatform().daemon().start(() -> readFirst(order));
    gate.awaitEntered();
    gate.open();

    assertEquals(new Done<>("yz"), next.join(Bounded.LIMIT));
    Bounded.join(reader);
  }

  /** A function that leaves a stream open ends as it ends; its make does not hang. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionAbandonsItsStream_doesNotHang(Way way) throws Exception {
    Task<?> careless =
        Task.of(
            "careless",
            () -> {
              Task<?> read = readFirst(Order.LAYERED);
              gate.open();
              return read;
            });
    Task<?> beside = Task.of("beside", () -> "b");
    Task<?> behind = careless.thenCall("behind", () -> "c");
    MakerThread maker =
        MakerThread.start(
            () -> {
              try {
                return way.make().now(careless, beside, behind);
              } catch (IllegalStateException told) {
                assertEquals(
                    "StructureViolationException", told.getCause().getClass().getSimpleName());
                return List.of();
              }
            });

    maker.awaitEnd();

    assertEquals(new Done<>(quick), careless.outcome());
    assertInstanceOf(Done.class, next.join(Bounded.LIMIT));
    assertEquals(TaskState.DONE, beside.state());
  }
}
