package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PoolPartTest {
  private static final long PAUSE = 4_000_000;

  private final RangeSource range = new RangeSource(0, 100);

  /** Its owner takes five pieces, and its time. */
  private final Job job =
      new Job() {
        @Override
        public String name() {
          return "part of a test";
        }

        @Override
        public void work(Worker worker) {
          pause();
          for (int i = 0; i < 6; i++) { // the last one would be the end: it does not count
            worker.claim();
          }
        }

        @Override
        public void workAlone(int number) {
          throw new AssertionError("no thread of its own was asked for by " + number);
        }
      };

  private final PoolPart part = new PoolPart(job, range, 5, false);

  private static void pause() {
    long begin = System.nanoTime();
    Bounded.until(() -> System.nanoTime() - begin >= PAUSE);
  }

  private static void assertBetween(long least, long most, long actual) {
    assertTrue(least <= actual && actual <= most, () -> least + " <= " + actual + " <= " + most);
  }

  /** So many may join as there is room for, and none after the end. */
  @Test
  void join_asManyAsThereIsRoomFor() {
    assertEquals(0, part.others());

    assertEquals(1, part.join(1));
    assertEquals(3, part.join(Integer.MAX_VALUE));
    assertEquals(4, part.others());
    assertEquals(0, part.join(1));

    part.leave(3, Thread.currentThread());
    assertEquals(1, part.others());
    assertEquals(2, part.join(2));
    part.leave(2, Thread.currentThread());
    part.leave(1, Thread.currentThread());
    part.end();
    assertTrue(part.others() < 0);
    assertEquals(0, part.join(1));
  }

  /** Where there is no limit, one that stands for all others takes all the room that there is. */
  @Test
  void join_withoutALimit_all() {
    PoolPart wide = new PoolPart(job, range, Integer.MAX_VALUE, false);

    assertEquals(1, wide.join(1));
    assertEquals(Integer.MAX_VALUE - 2, wide.join(Integer.MAX_VALUE));
    assertEquals(0, wide.join(1));
  }

  /** The owner ends only after those that have joined. */
  @Test
  void end_whileOthersAreThere_waitsUntilTheyLeave() throws Exception {
    assertEquals(2, part.join(2));
    FutureTask<?> end = new FutureTask<>(part::end, null);
    Thread owner = Thread.ofPlatform().daemon().start(end);
    Bounded.until(() -> owner.getState() == Thread.State.WAITING);
    part.leave(1, owner);
    Bounded.until(() -> owner.getState() == Thread.State.WAITING);

    part.leave(1, owner);

    end.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertTrue(part.others() < 0);
  }

  /** The leader is replaced by those alone that know which one it is. */
  @Test
  void leads_byOneThatKnowsTheLeader_replacesIt() {
    Worker first = Worker.ofExtra(part);
    Worker second = Worker.ofExtra(part);
    assertNull(part.leader());

    part.leads(null, first);
    assertSame(first, part.leader());
    part.leads(null, second);
    assertSame(first, part.leader());
    part.leads(first, second);
    assertSame(second, part.leader());
  }

  /** How long the owner's pieces took is known if the time was to be taken. */
  @Test
  void pace_timed_isThatOfItsOwnPieces() {
    part.workByOwner();
    assertEquals(-1, part.pace());

    PoolPart timed = new PoolPart(job, new RangeSource(0, 5), 5, true);
    long begin = System.nanoTime();
    timed.workByOwner();
    assertBetween(PAUSE / 5, (System.nanoTime() - begin) / 5, timed.pace());
  }

  /** One that is there to the end of what can be claimed was needed. */
  @Test
  void workBesideOwner_toTheEnd_saysSo() {
    assertTrue(part.workBesideOwner());
  }

  /** What a worker has made ready and leaves behind, in whatever way, is there for others. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void work_leavesSomethingBehind_isThereForOthers(boolean owner, boolean throwing) {
    ReadyQueue ready = new ReadyQueue(2);
    Job leaving =
        new WorkerPoolTest.Body(
            () -> "part of a test",
            worker -> {
              worker.offer(0);
              worker.offer(1);
              assertFalse(ready.hasOffered());
              if (throwing) {
                throw new IllegalStateException("on purpose");
              }
            });
    PoolPart made = new PoolPart(leaving, ready, 2, true);
    Executable works = owner ? made::workByOwner : made::workBesideOwner;

    if (throwing) {
      assertThrows(IllegalStateException.class, works);
    } else {
      assertDoesNotThrow(works);
    }

    assertTrue(ready.hasOffered());
    assertEquals(0, ready.claim(true));
    assertEquals(1, ready.claim(true));
  }
}
