package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MakeThreadsTest {
  private final MakeThreads threads = new MakeThreads();

  private static Runner runner() {
    return new Runner(null, Thread.currentThread());
  }

  private Runner added() {
    Runner runner = runner();
    threads.add(runner);
    return runner;
  }

  private List<Runner> present() {
    List<Runner> present = new ArrayList<>();
    threads.forEach(present::add);
    return present;
  }

  @Test
  void forEach_empty_callsForNone() {
    assertEquals(List.of(), present());
  }

  /** Newest first, without those that have left, wherever they stand. */
  @Test
  void forEach_someHaveLeft_callsTheOthers() {
    Runner oldest = added();
    Runner middle = added();
    Runner newest = added();
    assertEquals(List.of(newest, middle, oldest), present());

    middle.leave();
    assertEquals(List.of(newest, oldest), present());

    newest.leave();
    oldest.leave();
    assertEquals(List.of(), present());
  }

  /** Those on top that have left are held no longer: a make may have any number of threads. */
  @Test
  void add_onTopOfOnesThatHaveLeft_holdsThemNoLonger() {
    Runner maker = added();
    for (int i = 0; i < 100; i++) {
      added().leave();
    }

    Runner last = added();

    assertEquals(maker, last.older());
  }

  /** A thread that is at work is found, whatever others come and go meanwhile. */
  @Test
  void forEach_othersComeAndGo_findsThoseThatStay() {
    List<Runner> staying = List.of(added(), added());
    int others = 3;
    CountDownLatch ended = new CountDownLatch(others);
    for (int i = 0; i < others; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                for (int j = 0; j < 20_000; j++) {
                  added().leave();
                }
                ended.countDown();
              });
    }

    do {
      assertTrue(present().containsAll(staying));
    } while (ended.getCount() > 0);

    Bounded.awaitUninterrupted(ended);
    assertEquals(List.of(staying.get(1), staying.get(0)), present());
  }
}
