package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A logger is the user's: nothing that it does decides whether a make goes on. */
@Timeout(60)
class LoggerFaultsTest {
  /** Of the engine's loggers; held, since the JDK holds them weakly. */
  private static final Logger LOGGER = Logger.getLogger(Task.class.getName());

  private final Gate gate = new Gate();
  private final LeftBehind leftBehind = new LeftBehind();
  private final CountDownLatch logged = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final boolean inherited = LOGGER.getUseParentHandlers();
  private Handler handler;

  /** What the logger does. */
  enum Fault {
    EXCEPTION,
    ERROR,
    BLOCKS
  }

  private void install(Fault fault) {
    handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.countDown();
            switch (fault) {
              case EXCEPTION -> throw new IllegalStateException("the disk is full");
              case ERROR -> throw new StackOverflowError("in the logger");
              case BLOCKS -> Bounded.awaitUninterrupted(release);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void remove() {
    release.countDown();
    gate.open();
    leftBehind.awaitEnd();
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(inherited);
  }

  /** It is told that a function was abandoned; the make returns all the same. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void logger_faultWhenATaskIsAbandoned_makeReturns(Fault fault) throws Exception {
    install(fault);
    Task<String> deaf =
        Task.<String>builder(
                "deaf",
                () -> {
                  gate.passUninterrupted();
                  return "too late";
                })
            .timeout(Duration.ofMinutes(1))
            .abandonAfter(Duration.ofSeconds(1))
            .build();
    VirtualClock clock = new VirtualClock();

    FutureTask<List<Task<?>>> make =
        Bounded.background(() -> Make.defaults().clock(clock).now(deaf));
    gate.awaitEntered();
    clock.advance(Duration.ofMinutes(1)); // its own thread is virtual: the grace begins with this
    clock.advance(Duration.ofSeconds(1));

    assertEquals(List.of(deaf), make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.FAILED, deaf.state());
    Bounded.await(logged);
  }

  /** It is told that a callback failed; the others are called, and the make returns. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"EXCEPTION", "ERROR"})
  void logger_faultWhenACallbackFails_othersAreCalled(Fault fault) throws Exception {
    install(fault);
    Task<String> task = Task.of("task", () -> "x");
    CountDownLatch second = new CountDownLatch(1);
    task.result()
        .notify(
            result -> {
              throw new IllegalStateException("on purpose");
            });
    task.result().notify(result -> second.countDown());

    task.make();

    Bounded.await(second);
    assertEquals(TaskState.DONE, task.state());
    assertTrue(logged.getCount() == 0);
  }
}
