package io.github.taskloom.faults;

import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.KnownFault;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tasks that block inside {@code synchronized}. Up to JDK 23 each holds its carrier, so that on a
 * machine of n cores no more than n of them are under way on virtual threads at a time; from 24 on
 * they hold nothing.
 */
@Timeout(60)
class PinnedTest {
  private static final boolean PINS = Runtime.version().feature() < 24;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MANY = CORES * 4 + 4;

  private final CountDownLatch started = new CountDownLatch(PINS ? CORES : MANY);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch met = new CountDownLatch(MANY);

  private static List<Task<?>> many(Callable<?> function) {
    return Collections.nCopies(MANY, function).stream()
        .<Task<?>>map(body -> Task.of("pinned", body))
        .collect(toList());
  }

  private Object waitForRelease() throws InterruptedException {
    synchronized (new Object()) {
      started.countDown();
      Bounded.await(release);
      return "x";
    }
  }

  private Object waitForEachOther() throws InterruptedException {
    synchronized (new Object()) {
      started.countDown();
      met.countDown();
      Bounded.await(met);
      return "x";
    }
  }

  private static void assertAllDone(List<Task<?>> tasks) {
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** More of them than cores, released from outside: the make ends on every JDK. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_moreTasksBlockInSynchronizedThanCores_endsWhenReleased(Order order) throws Exception {
    List<Task<?>> tasks = many(this::waitForRelease);
    MakerThread maker = MakerThread.start(() -> Make.defaults().order(order).now(tasks));
    Bounded.await(started);

    release.countDown();

    assertEquals(MANY, maker.awaitEnd().settled().size());
    assertAllDone(tasks);
  }

  /** Waiting for each other, they end from JDK 24 on; before, an interrupt ends the make. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_tasksWaitForEachOtherInSynchronized_endsOrIsEndedByInterrupt(Order order)
      throws Exception {
    List<Task<?>> tasks = many(this::waitForEachOther);
    MakerThread maker = MakerThread.start(() -> Make.defaults().order(order).now(tasks));
    Bounded.await(started);

    if (PINS) {
      maker.interrupt();
      maker.awaitEnd();
      tasks.forEach(
          task ->
              assertTrue(
                  task.state() == TaskState.CANCELLED || task.state() == TaskState.PENDING,
                  task::toString));
    } else {
      maker.awaitEnd();
      assertAllDone(tasks);
    }
  }

  /** On an executor of platform threads they end on every JDK. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"EXECUTOR", "EAGER_EXECUTOR"})
  void queue_tasksWaitForEachOtherInSynchronized_end(Way way) {
    List<Task<?>> tasks = many(this::waitForEachOther);

    way.make().now(tasks);

    assertAllDone(tasks);
  }

  /** So they do on every JDK where they wait by Object.wait: it makes up for the carrier. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_tasksMeetByObjectWait_end(Order order) {
    int[] here = new int[1];
    Object monitor = new Object();
    List<Task<?>> tasks =
        many(
            () -> {
              synchronized (monitor) {
                here[0]++;
                monitor.notifyAll();
                while (here[0] < MANY) {
                  monitor.wait();
                }
                return "x";
              }
            });

    Make.defaults().order(order).now(tasks);

    assertAllDone(tasks);
  }

  /** Blocks each carrier while it is initialized. */
  static final class Initialized {
    static {
      meet();
    }

    private Initialized() {}
  }

  static volatile CountDownLatch meeting = new CountDownLatch(0);

  /** In a class initializer: the last one lets all go on. */
  static void meet() {
    meeting.countDown();
    try {
      Bounded.await(meeting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each time another class from the same bytes, whose initializer waits. */
  private static Object initialize(byte[] template) throws IllegalAccessException {
    return MethodHandles.lookup().defineHiddenClass(template, true);
  }

  private static byte[] template() throws IOException {
    String name = "PinnedTest$Initialized.class";
    try (InputStream bytes = PinnedTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(bytes).readAllBytes();
    }
  }

  private static void assertEndsByItself(List<Task<?>> tasks) throws InterruptedException {
    MakerThread maker = MakerThread.start(() -> Make.defaults().now(tasks));
    boolean ended = maker.endsWithin(Duration.ofSeconds(3));
    maker.interrupt(); // in any case: the carriers must not stay held
    maker.awaitEnd();
    assertTrue(ended, "tasks that wait for each other on held carriers wait for ever");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  @KnownFault(
      value = "up to JDK 23 a thread that blocks in synchronized holds its carrier",
      shows = "wait for ever")
  void make_tasksWaitForEachOtherInSynchronized_end() throws InterruptedException {
    assertEndsByItself(many(this::waitForEachOther));
  }

  @Test
  @KnownFault(
      value = "a thread that blocks in a class initializer holds its carrier",
      shows = "wait for ever")
  void make_tasksWaitForEachOtherInClassInitializers_end() throws Exception {
    byte[] template = template();
    meeting = new CountDownLatch(MANY);
    assertEndsByItself(many(() -> initialize(template)));
  }
}
