package io.github.taskloom.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int MANY = 10_000_000;

  /** So many claims between two looks, as in {@link Worker}. */
  private static final int LOOK = 64;

  private final PoolPart part =
      new PoolPart(
          new Job() {
            @Override
            public String name() {
              throw new AssertionError("no scope is needed");
            }

            @Override
            public void work(Worker worker) {
              throw new AssertionError("no thread works here");
            }

            @Override
            public void workAlone(int number) {
              throw new AssertionError("no thread works here");
            }
          },
          new RangeSource(0, MANY),
          ALL,
          false);

  /** Claims in turn until one of them gets nothing; the last claims are not lost to the others. */
  private static boolean leaves(BooleanSupplier others, Worker worker) {
    for (int i = 0; i < MANY / 4; i++) {
      if (!others.getAsBoolean()) {
        return false;
      }
      if (worker.claim() < 0) {
        return true;
      }
    }
    return false;
  }

  /** An extra worker beside an owner that is quick, too, leaves without having claimed more. */
  @Test
  void claim_ownerIsQuick_extraLeaves() {
    Worker extra = Worker.ofExtra(part);

    assertTrue(leaves(() -> part.owner().claim() >= 0, extra));

    int next = part.owner().claim();
    assertEquals(part.source().claimed(), next + 1);
  }

  /** While the owner is held up an extra worker goes on, however quick it is. */
  @Test
  void claim_ownerIsHeldUp_extraStays() {
    Worker extra = Worker.ofExtra(part);
    part.owner().claim();

    for (int i = 1; i < 100_000; i++) {
      assertEquals(i, extra.claim());
    }
  }

  /** Of two extra workers beside an owner that is held up one leads, the other leaves. */
  @Test
  void claim_twoExtras_oneStays() {
    Worker first = Worker.ofExtra(part);
    Worker second = Worker.ofExtra(part);
    part.owner().claim();

    boolean secondLeft = leaves(() -> first.claim() >= 0, second);

    Worker left = secondLeft ? second : first;
    Worker stayed = secondLeft ? first : second;
    assertTrue(left != stayed && stayed.claim() >= 0);
    for (int i = 0; i < 1_000; i++) {
      assertTrue(stayed.claim() >= 0);
    }
  }

  /** A number that is kept by an extra worker that leaves is there for others. */
  @Test
  void keep_whenLeaving_isOffered() {
    ReadyQueue ready = new ReadyQueue(MANY);
    PoolPart eager = new PoolPart(part.job(), ready, ALL, false);
    Worker extra = Worker.ofExtra(eager);
    int kept = 0;
    for (int number = 0; number >= 0 && kept < MANY / 4; number = extra.keep(number + 1)) {
      kept = number;
      for (int i = 0; i < 2; i++) {
        eager.owner().keep(0);
      }
    }

    assertEquals(kept + 1, ready.claim(false));
  }

  /** So many claims of an extra worker that it has looked once more. */
  private static boolean looksAndStays(Worker extra, Runnable others) {
    others.run();
    for (int i = 0; i < LOOK; i++) {
      if (extra.claim() < 0) {
        return false;
      }
    }
    return true;
  }

  private static void claim(Worker worker, int times) {
    for (int i = 0; i < times; i++) {
      worker.claim();
    }
  }

  /** An extra worker whose pieces take long stays, however quick the owner is. */
  @Test
  void claim_extraIsSlow_extraStays() {
    Worker extra = Worker.ofExtra(part);

    for (int look = 0; look < 50; look++) {
      assertTrue(looksAndStays(extra, () -> claim(part.owner(), 2 * LOOK)));
      long begin = System.nanoTime();
      Bounded.until(() -> System.nanoTime() - begin > 100_000);
    }
  }

  /** An extra worker stays while the owner gets less than a quarter of what it gets itself. */
  @Test
  void claim_ownerGetsLess_extraStays() {
    Worker extra = Worker.ofExtra(part);

    for (int look = 0; look < 1_000; look++) {
      assertTrue(looksAndStays(extra, () -> claim(part.owner(), LOOK / 4 - 1)));
    }
  }

  /** With a quarter the owner is as quick. */
  @Test
  void claim_ownerGetsAQuarter_extraLeaves() {
    Worker extra = Worker.ofExtra(part);
    int looks = 0;

    while (looksAndStays(extra, () -> claim(part.owner(), LOOK / 4))) {
      assertTrue(++looks < MANY / 100, "it never left");
    }

    assertNull(part.leader()); // it did lead, since the owner alone was quicker
  }

  /** The first extra worker that looks leads; another one leaves it that while it gets on. */
  @Test
  void claim_leaderGetsOn_keepsTheLead() {
    Worker first = Worker.ofExtra(part);
    Worker second = Worker.ofExtra(part);
    claim(first, LOOK);
    assertSame(first, part.leader());

    for (int look = 0; look < 100; look++) {
      assertTrue(looksAndStays(second, () -> claim(first, LOOK / 4 - 1)));
      assertSame(first, part.leader());
    }
  }

  /** A leader that is held up loses the lead to an extra worker that looks twice. */
  @Test
  void claim_leaderIsHeldUp_isReplaced() {
    Worker first = Worker.ofExtra(part);
    Worker second = Worker.ofExtra(part);
    claim(first, LOOK);

    claim(second, LOOK);
    assertSame(first, part.leader()); // it might have got on since then
    claim(second, LOOK);

    assertSame(second, part.leader());
  }

  /** Beside a leader that gets a quarter of what it gets itself an extra worker is not needed. */
  @Test
  void claim_leaderGetsAQuarter_otherLeaves() {
    Worker first = Worker.ofExtra(part);
    Worker second = Worker.ofExtra(part);
    claim(first, LOOK);
    int looks = 0;

    while (looksAndStays(second, () -> claim(first, LOOK / 4))) {
      assertTrue(++looks < MANY / 100, "it never left");
    }

    assertSame(first, part.leader());
  }

  /** What is kept counts as claimed, by so many at a time that the counter is rarely touched. */
  @Test
  void keep_sixteen_areReported() {
    ReadyQueue ready = new ReadyQueue(1);
    Worker owner = Worker.alone(ready);
    for (int i = 1; i < 16; i++) {
      assertEquals(i, owner.keep(i));
    }
    assertEquals(0, ready.claimed());

    owner.keep(16);
    assertEquals(16, ready.claimed());
    for (int i = 17; i < 32; i++) {
      owner.keep(i);
    }
    assertEquals(16, ready.claimed());
  }

  /** What was done is reported by an extra worker that leaves while it keeps. */
  @Test
  void keep_whenLeaving_reportsWhatWasDone() {
    ReadyQueue ready = new ReadyQueue(1);
    PoolPart eager = new PoolPart(part.job(), ready, ALL, false);
    Worker extra = Worker.ofExtra(eager);
    extra.finish();

    for (int i = 0; extra.keep(1) >= 0; i++) {
      assertTrue(i < MANY / 4, "it never left");
      claimNothing(eager.owner());
    }

    assertTrue(ready.isOver());
  }

  private static void claimNothing(Worker owner) {
    owner.keep(0);
    owner.keep(0);
  }

  /** A source that a test answers for. */
  private static WorkSource source(InvocationHandler answers) {
    return (WorkSource)
        Proxy.newProxyInstance(
            WorkSource.class.getClassLoader(), new Class<?>[] {WorkSource.class}, answers);
  }

  /** An extra worker need not wait for work, the owner has to. */
  @Test
  void claim_nothingReady_extraMayLeaveOwnerNot() {
    List<Boolean> asked = new ArrayList<>();
    WorkSource source =
        source(
            (proxy, method, arguments) -> {
              if (method.getName().equals("claim")) {
                asked.add((Boolean) arguments[0]);
              }
              return -1;
            });
    PoolPart eager = new PoolPart(part.job(), source, ALL, false);

    eager.owner().claim();
    Worker.ofExtra(eager).claim();

    assertEquals(List.of(false, true), asked);
  }

  /** What was dealt with is reported by sixteen while there is more, and never nothing. */
  @Test
  void claim_thereIsMore_reportsBySixteen() {
    List<Integer> reports = new ArrayList<>();
    WorkSource source =
        source(
            (proxy, method, arguments) -> {
              if (method.getName().equals("finish")) {
                reports.add((Integer) arguments[0]);
              }
              return method.getReturnType() == int.class ? 0 : null;
            });
    Worker owner = Worker.alone(source);
    owner.claim();

    for (int i = 0; i < 40; i++) {
      owner.finish();
      owner.claim();
    }

    assertEquals(List.of(16, 16), reports);
  }

  /** What was dealt with is reported before a worker waits: no other could end the work. */
  @Test
  void claim_afterTheLastOnesAreDealtWith_ends() {
    ReadyQueue three = new ReadyQueue(3);
    for (int i = 0; i < 3; i++) {
      three.offerFirst(i);
    }
    Worker owner = new PoolPart(part.job(), three, ALL, false).owner();

    for (int i = 0; i < 3; i++) {
      assertEquals(i, owner.claim());
      owner.finish();
    }

    assertEquals(-1, owner.claim());
    assertTrue(three.isOver());
  }

  /** One that has left since others are as quick says so; one that still claims does not. */
  @Test
  void isDismissed_ownerIsQuick_onceItHasLeft() {
    Worker extra = Worker.ofExtra(part);
    assertFalse(extra.isDismissed());

    assertTrue(leaves(() -> !extra.isDismissed() && part.owner().claim() >= 0, extra));

    assertTrue(extra.isDismissed());
    assertFalse(part.owner().isDismissed());
  }

  /** A helper that was not needed to the end says so. */
  @Test
  void workBesideOwner_isNotNeeded_saysSo() {
    PoolPart[] made = new PoolPart[1];
    PoolPart quick =
        new PoolPart(
            new WorkerPoolTest.Body(
                () -> "none", worker -> leaves(() -> made[0].owner().claim() >= 0, worker)),
            new RangeSource(0, MANY),
            ALL,
            false);
    made[0] = quick;

    assertFalse(quick.workBesideOwner());
  }
}
