package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads of an executor whose interrupt throws or blocks when the time of a make is up. */
@Timeout(60)
class InterruptFaultsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();
  private final Gate waits = new Gate();
  private final Gate odd = new Gate();
  private final AtomicReference<Thread> oddThread = new AtomicReference<>();

  /** Ends by its interrupt alone. */
  private final Task<?> ends = Task.run("ends", waits::pass);

  /** In a thread whose interrupt is odd. */
  private final Task<?> goesOn =
      Task.run(
          "goes on",
          () -> {
            oddThread.set(Thread.currentThread());
            odd.passUninterrupted();
          });

  private MakerThread begin(Order order, Runnable oddInterrupt) throws InterruptedException {
    Executor executor =
        command -> {
          Thread thread =
              new Thread(command) {
                @Override
                public void interrupt() {
                  if (this == oddThread.get()) {
                    oddInterrupt.run();
                  }
                  super.interrupt();
                }
              };
          thread.setDaemon(true);
          thread.start();
          waits.awaitEnteredUnchecked(); // so that the other one comes on top of it
        };
    Make how = Make.defaults().order(order).queue(executor).timeout(HOUR).clock(clock);
    MakerThread maker = MakerThread.start(() -> how.now(ends, goesOn));
    waits.awaitEntered();
    odd.awaitEntered();
    return maker;
  }

  private static void assertTimedOut(Task<?> task) throws InterruptedException {
    Failed<?> failed = assertInstanceOf(Failed.class, task.join(Bounded.LIMIT));
    assertInstanceOf(TaskTimeoutException.class, failed.cause());
  }

  /** One that throws: the others end, and the make tells of it. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void timeIsUp_interruptThrows_othersEndAndItIsTold(Order order) throws Exception {
    AtomicReference<Thread> refused = new AtomicReference<>();
    MakerThread maker =
        begin(
            order,
            () -> {
              refused.set(Thread.currentThread());
              throw new SecurityException("not this one");
            });

    clock.advance(HOUR);

    assertTimedOut(ends);
    Bounded.until(() -> refused.get() != null);
    Bounded.join(refused.get());
    assertEquals(TaskState.RUNNING, goesOn.state());
    odd.open();
    IllegalStateException told = assertInstanceOf(IllegalStateException.class, maker.awaitThrown());
    assertEquals("not this one", told.getCause().getMessage());
  }

  /** One that blocks holds up neither the clock nor the interrupt of another one. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void timeIsUp_interruptBlocks_othersEnd(Order order) throws Exception {
    Gate blocks = new Gate();
    MakerThread maker = begin(order, blocks::passUninterrupted);

    clock.advance(HOUR);

    blocks.awaitEntered();
    assertTimedOut(ends);
    blocks.open();
    odd.open();
    maker.awaitEnd();
    assertTimedOut(goesOn);
  }
}
