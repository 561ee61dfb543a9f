package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class WorkerPoolTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** What each worker does; none of these asks for a thread of its own. */
  record Body(Supplier<String> scopeName, Consumer<Worker> body) implements Job {
    @Override
    public String name() {
      return scopeName.get();
    }

    @Override
    public void work(Worker worker) {
      body.accept(worker);
    }

    @Override
    public void workAlone(int number) {
      throw new AssertionError("no thread of its own was asked for by " + number);
    }
  }

  private static void run(int count, int most, IntConsumer piece) {
    run(
        new RangeSource(0, count),
        most,
        () -> "layer of a test",
        worker -> {
          for (int i = worker.claim(); i >= 0; i = worker.claim()) {
            piece.accept(i);
          }
        });
  }

  private static void run(
      WorkSource source, int most, Supplier<String> name, Consumer<Worker> body) {
    Body job = new Body(name, body);
    WorkerPool pool = new WorkerPool("pool of a test", most);
    pool.attend(job, () -> pool.work(job, source));
  }

  /** Each piece of work is done once, and all are done on return. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 100_000})
  void run_manyPieces_eachOnce(int count) {
    AtomicIntegerArray done = new AtomicIntegerArray(count);

    run(count, NO_LIMIT, done::incrementAndGet);

    for (int i = 0; i < count; i++) {
      assertEquals(1, done.get(i));
    }
  }

  /** A single piece is done by the owner itself, without a scope of its own. */
  @Test
  void run_onePiece_isDoneByTheOwner() {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    RangeSource range = new RangeSource(5, 6);

    run(
        range,
        NO_LIMIT,
        () -> {
          throw new AssertionError("no scope is needed");
        },
        worker -> {
          worker.claim();
          threads.add(Thread.currentThread());
        });

    assertEquals(1, threads.size());
    assertTrue(threads.getFirst().isVirtual());
  }

  /** The calling thread only attends; those that work are virtual. */
  @Test
  void run_severalPieces_byVirtualThreadsAlone() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch two = new CountDownLatch(2);

    run(
        100,
        NO_LIMIT,
        i -> {
          threads.add(Thread.currentThread());
          two.countDown();
          Bounded.awaitUninterrupted(two); // the owner is held up: another thread has to come
        });

    assertTrue(threads.stream().allMatch(Thread::isVirtual));
    assertTrue(threads.size() > 1);
  }

  /** Parts one after the other, slow and quick ones in turn: each piece once. */
  @Test
  void work_partAfterPart_eachPieceOnce() {
    AtomicInteger done = new AtomicInteger();
    WorkerPool pool = new WorkerPool("pool of a test", NO_LIMIT);
    Body unused = new Body(() -> "none", worker -> {});
    pool.attend(
        unused,
        () -> {
          for (int part = 0; part < 60; part++) {
            workPart(pool, part, done);
          }
        });
    int expected = IntStream.range(0, 60).map(part -> 1 + part % 7).sum();
    assertEquals(expected, done.get());
  }

  private static void workPart(WorkerPool pool, int part, AtomicInteger done) {
    boolean slow = part / 10 % 2 == 1;
    int size = 1 + part % 7;
    CountDownLatch all = new CountDownLatch(size);
    pool.work(
        new Body(
            () -> "part of a test",
            worker -> {
              while (worker.claim() >= 0) {
                done.incrementAndGet();
                if (slow) {
                  all.countDown();
                  Bounded.awaitUninterrupted(all);
                }
              }
            }),
        new RangeSource(0, size));
  }

  /**
   * Work that becomes ready on the way, in a tree: each number once, also where the owner is held
   * up.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void work_thatBecomesReady_eachOnce(boolean heldUp) {
    int size = heldUp ? 1_023 : 100_000;
    ReadyQueue ready = new ReadyQueue(size);
    AtomicIntegerArray done = new AtomicIntegerArray(size);
    CountDownLatch last = new CountDownLatch(1);
    ready.offerFirst(0);

    run(
        ready,
        NO_LIMIT,
        () -> "tree of a test",
        worker -> {
          for (int i = worker.claim(); i >= 0; i = worker.claim()) {
            done.incrementAndGet(i);
            for (int child = 2 * i + 1; child <= 2 * i + 2 && child < size; child++) {
              ready.offer(child);
            }
            if (i == size - 1) {
              last.countDown();
            }
            if (heldUp && i == 0) { // the root waits for the last leaf
              Bounded.awaitUninterrupted(last);
            }
            worker.finish();
          }
        });

    for (int i = 0; i < size; i++) {
      assertEquals(1, done.get(i));
    }
  }

  /** Pieces that all wait for the last one get there, however many they are. */
  @ParameterizedTest
  @ValueSource(ints = {2, 64, 1_000})
  void run_allWaitForTheLast_ends(int count) {
    CountDownLatch all = new CountDownLatch(count);

    run(
        count,
        NO_LIMIT,
        i -> {
          all.countDown();
          Bounded.awaitUninterrupted(all);
        });

    assertEquals(0, all.getCount());
  }

  /** Never more workers at a time than the limit; each is there when it is needed. */
  @ParameterizedTest
  @CsvSource({"1, 200", "2, 200", "3, 10", "3, 300", "6, 300", "12, 300"})
  void run_limit_isRespectedAndUsed(int most, int count) {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(most);

    run(
        count,
        most,
        i -> {
          highest.accumulateAndGet(now.incrementAndGet(), Math::max);
          full.countDown();
          Bounded.awaitUninterrupted(full); // the first ones wait until the limit is used
          if (i < most) {
            LockSupport.parkNanos(2_000_000); // and give one too many the time to show itself
          }
          now.decrementAndGet();
        });

    assertEquals(most, highest.get());
  }

  /** One worker takes the pieces in their order. */
  @Test
  void run_oneWorker_inOrder() {
    List<Integer> done = new CopyOnWriteArrayList<>();

    run(100, 1, done::add);

    assertEquals(IntStream.range(0, 100).boxed().toList(), done);
  }

  /** A range that is closed ends it: what is at work is waited for. */
  @Test
  void run_rangeClosedMeanwhile_endsEarly() {
    RangeSource range = new RangeSource(0, 1_000);
    AtomicInteger done = new AtomicInteger();

    run(
        range,
        1,
        () -> "layer of a test",
        worker -> {
          while (worker.claim() >= 0) {
            if (done.incrementAndGet() == 10) {
              range.close();
            }
          }
        });

    assertEquals(10, done.get());
  }

  /** An interrupt of the thread that attends is told, and the work goes on to its end. */
  @Test
  void attend_interrupted_tellsAndGoesOnToTheEnd() throws Exception {
    Gate gate = new Gate();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    Thread attendant = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    gate.awaitEntered();
                    attendant.interrupt();
                    Bounded.until(() -> told.get() == 1);
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  } finally {
                    gate.open();
                  }
                });
    Job job =
        new Job() {
          @Override
          public String name() {
            return "layer of a test";
          }

          @Override
          public void work(Worker worker) {
            for (int i = worker.claim(); i >= 0; i = worker.claim()) {
              gate.passUninterrupted();
              done.incrementAndGet();
            }
          }

          @Override
          public void workAlone(int number) {
            throw new AssertionError("no thread of its own was asked for by " + number);
          }

          @Override
          public void interrupted() {
            told.incrementAndGet();
          }
        };
    WorkerPool pool = new WorkerPool("pool of a test", NO_LIMIT);

    pool.attend(job, () -> pool.work(job, new RangeSource(0, 10)));

    assertFalse(Thread.interrupted());
    assertEquals(1, told.get());
    assertEquals(10, done.get());
    Bounded.join(other);
  }

  /** An owner that gets stuck is told once it has claimed nothing for a while. */
  @Test
  void attend_ownerStuck_isTold() {
    CountDownLatch told = new CountDownLatch(1);
    Job job =
        new Job() {
          @Override
          public String name() {
            return "layer of a test";
          }

          @Override
          public void work(Worker worker) {
            for (int i = worker.claim(); i >= 0; i = worker.claim()) {
              Bounded.awaitUninterrupted(told);
            }
          }

          @Override
          public void workAlone(int number) {
            throw new AssertionError("no thread of its own was asked for by " + number);
          }

          @Override
          public void heldUp() {
            told.countDown();
          }
        };
    WorkerPool pool = new WorkerPool("pool of a test", NO_LIMIT);

    pool.attend(job, () -> pool.work(job, new RangeSource(0, 10)));

    assertEquals(0, told.getCount());
  }

  /** A piece that interrupts its own thread leaves no trace with the thread that attends. */
  @Test
  void run_onePieceInterruptsItsThread_isTaken() {
    run(1, NO_LIMIT, i -> Thread.currentThread().interrupt());

    assertFalse(Thread.interrupted());
  }

  /** A pool within a worker is fine. */
  @Test
  void run_nested_ends() {
    AtomicInteger done = new AtomicInteger();

    run(10, NO_LIMIT, i -> run(10, NO_LIMIT, j -> done.incrementAndGet()));

    assertEquals(100, done.get());
  }
}
