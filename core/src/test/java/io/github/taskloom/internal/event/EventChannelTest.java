package io.github.taskloom.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
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

  /** What was delivered makes room for as many again, however many there were before. */
  @Test
  void offer_othersWereDelivered_hasRoomAgain() {
    AtomicReference<CountDownLatch> goOn = new AtomicReference<>(new CountDownLatch(0));
    EventChannel<Integer> channel =
        EventChannel.bounded(event -> Bounded.awaitUninterrupted(goOn.get()), 2 * EventChunk.SIZE);
    for (int i = 0; i < 5 * EventChunk.SIZE; i++) {
      channel.put(i);
    }
    channel.putAwaited(-1).await();
    goOn.set(new CountDownLatch(1));

    int taken = 0;
    while (channel.offer(taken)) {
      taken++;
    }
    goOn.get().countDown();

    assertEquals(2 * EventChunk.SIZE - 1, taken); // the awaited one has taken a place
  }

  /** The thread ends once it is not needed, and another one comes with the next event. */
  @Test
  void deliver_noEvents_endsItsThread() throws Exception {
    AtomicReference<Thread> by = new AtomicReference<>();
    EventChannel<String> channel = EventChannel.unbounded(event -> by.set(Thread.currentThread()));
    channel.putAwaited("first").await();
    Thread first = by.get();
    assertTrue(first.isDaemon());

    // It ends after a thousand pauses, and each takes its time on a busy machine.
    assertTrue(first.join(Duration.ofMinutes(2)));
    channel.putAwaited("second").await();

    assertFalse(by.get() == first);
  }

  /** Several that come at once are delivered one by one, in order, or all of them are refused. */
  @Test
  void offer_several_areAllOrNone() {
    CountDownLatch goOn = new CountDownLatch(1);
    List<Integer> told = new CopyOnWriteArrayList<>();
    EventChannel<Integer> channel =
        EventChannel.bounded(
            event -> {
              Bounded.awaitUninterrupted(goOn);
              told.add(event);
            },
            EventChunk.SIZE);
    for (int i = 0; i < EventChunk.SIZE - 1; i++) {
      assertTrue(channel.offer(i));
    }

    assertTrue(channel.offer(upTo(3)));
    assertFalse(channel.offer(upTo(2)));
    channel.put(upTo(1));
    goOn.countDown();
    channel.putAwaited(-1).await();

    assertEquals(EventChunk.SIZE - 1 + 3 + 1 + 1, told.size());
    assertEquals(List.of(1, 2, 3, 1, -1), told.subList(EventChunk.SIZE - 1, told.size()));
  }

  private static Several<Integer> upTo(int count) {
    return new Several<>() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public void forEach(Consumer<? super Integer> action) {
        for (int i = 1; i <= count; i++) {
          action.accept(i);
        }
      }
    };
  }

  /** An interrupt ends no wait for a delivery, and is set again. */
  @Test
  void await_interrupted_waitsAndKeepsTheInterrupt() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    EventChannel<String> channel =
        EventChannel.unbounded(
            event -> {
              Bounded.awaitUninterrupted(goOn);
              told.incrementAndGet();
            });
    EventChannel.Delivery delivery = channel.putAwaited("event");
    Thread.currentThread().interrupt();
    Thread waiting = Thread.currentThread();
    FutureTask<Void> opens =
        Bounded.background(
            () -> {
              Bounded.until(() -> !waiting.isInterrupted()); // taken, and it waits all the same
              goOn.countDown();
              return null;
            });

    delivery.await();

    assertEquals(1, told.get());
    assertTrue(Thread.interrupted());
    opens.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    channel.putAwaited("another").await();
    assertFalse(Thread.interrupted());
  }

  /** What a listener throws is logged the first time alone; it goes on to be told. */
  @Test
  void deliver_listenerThrows_isLoggedOnce() {
    AtomicInteger told = new AtomicInteger();
    EventChannel<String> channel =
        EventChannel.unbounded(
            event -> {
              told.incrementAndGet();
              throw new IllegalStateException(event);
            });
    try (LogRecords log = new LogRecords(EventChannel.class)) {
      channel.put("first");
      channel.put("second");
      channel.putAwaited("third").await();

      assertEquals(1, log.all().size());
      assertEquals("first", log.all().getFirst().getThrown().getMessage());
    }
    assertEquals(3, told.get());
  }

  /** The thread that delivers does not wait for itself. */
  @Test
  void await_withinTheListener_returnsAtOnce() {
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicReference<EventChannel<String>> itself = new AtomicReference<>();
    EventChannel<String> channel =
        EventChannel.unbounded(
            event -> {
              told.add(event);
              if (event.equals("outer")) {
                itself.get().putAwaited("inner").await();
                told.add("after it");
              }
            });
    itself.set(channel);

    channel.putAwaited("outer").await();
    channel.putAwaited("last").await();

    assertEquals(List.of("outer", "after it", "inner", "last"), told);
  }
}
