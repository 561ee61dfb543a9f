package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that give their thread to another one, which interrupts it when they have ended. */
@Timeout(180)
class StrayInterruptTest {
  private static final int LAYERS = 200;
  private static final int WIDTH = 4;

  /** Interrupts that come too late for their function end no make, whenever they come. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_threadsInterruptedAfterTheirTasks_goesOn(Way way) throws Exception {
    Set<Thread> leaked = ConcurrentHashMap.newKeySet();
    CountDownLatch first = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    List<Task<?>> all = new ArrayList<>();
    for (int i = 0; i < LAYERS * WIDTH; i++) {
      Task<?> task =
          Task.run(
              "leaking",
              () -> {
                leaked.add(Thread.currentThread());
                first.countDown();
              });
      if (i >= WIDTH) {
        task.require(all.get(i - WIDTH));
        task.require(all.get(i - WIDTH + (i % WIDTH == WIDTH - 1 ? -1 : 1)));
      }
      all.add(task);
    }
    Thread late =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  Bounded.awaitUninterrupted(first);
                  while (!over.get()) {
                    leaked.forEach(Thread::interrupt);
                    Thread.onSpinWait();
                  }
                });

    List<Task<?>> settled = way.make().now(all);

    over.set(true);
    Bounded.join(late);
    assertEquals(all.size(), settled.size());
    all.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }
}
