package io.github.taskloom.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventChannelTest {

  /** Each thread's events are delivered in its order, and none is lost or told twice. */
  @Test
  void put_byManyThreads_deliversEachInItsOrder() throws Exception {
    int[] next = new int[4];
    List<String> wrong = new ArrayList<>();
    EventChannel<int[]> channel =
        EventChannel.unbounded(
            event -> {
              if (next[event[0]]++ != event[1]) {
                wrong.add(event[0] + ": " + event[1]);
              }
            });
    List<Callable<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int own = thread;
      threads.add(
          () -> {
            for (int i = 0; i < 20_000; i++) {
              channel.put(new int[] {own, i});
            }
            return null;
          });
    }
    Bounded.together(threads);

    channel.putAwaited(new int[] {0, 20_000}).await();

    assertEquals(List.of(), wrong);
    assertEquals(
        List.of(20_001, 20_000, 20_000, 20_000), List.of(next[0], next[1], next[2], next[3]));
  }

  /** There is room for as many as it was made for, and always for those that must be told. */
  @Test
  void offer_noRoom_isRefused() {
    CountDownLatch goOn = new CountDownLatch(1);
    List<Integer> told = new CopyOnWriteArrayList<>();
    EventChannel<Integer> channel =
        EventChannel.bounded(
            event -> {
              Bounded.awaitUninterrupted(goOn);
              told.add(event);
            },
            2 * EventChunk.SIZE);
    int taken = 0;
    while (channel.offer(taken)) {
      taken++;
    }

    assertEquals(2 * EventChunk.SIZE, taken);
    channel.put(-1);
    goOn.countDown();
    channel.putAwaited(-2).await();

    assertEquals(taken + 2, told.size());
    assertEquals(List.of(-1, -2), told.subList(taken, taken + 2));
    assertTrue(channel.offer(0));
  }

  /** The thread ends once it is not needed, and another one comes with the next event. */
  @Test
  void deliver_noEvents_endsItsThread() throws Exception {
    AtomicReference<Thread> by = new AtomicReference<>();
    EventChannel<String> channel = EventChannel.unbounded(event -> by.set(Thread.currentThread()));
    channel.putAwaited("first").await();
    Thread first = by.get();
    assertTrue(first.isDaemon());

    Bounded.join(first);
    channel.putAwaited("second").await();

    assertFalse(by.get() == first);
  }
}
