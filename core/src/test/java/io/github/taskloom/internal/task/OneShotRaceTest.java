package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Very many registrations by several threads, while the value is set and while it is not. */
@Timeout(120)
class OneShotRaceTest {
  private static final int MANY = 100_000;

  private final AtomicInteger told = new AtomicInteger();

  private Callable<Boolean> registering(OneShot<String> shot, int count) {
    return () -> {
      for (int i = 0; i < count; i++) {
        shot.whenSet(told::incrementAndGet);
      }
      return true;
    };
  }

  private static int length(OneShot.Link newest) {
    int length = 0;
    for (OneShot.Link link = newest; link != null; link = link.older()) {
      length++;
    }
    return length;
  }

  /** None is lost that comes together with another. */
  @Test
  void whenSet_byTwoThreads_allAreTold() throws Exception {
    OneShot<String> shot = new OneShot<>() {};
    Bounded.together(List.of(registering(shot, MANY), registering(shot, MANY)));

    shot.set("value");

    assertEquals(2 * MANY, told.get());
  }

  /** However many come while it is being set, it is set in the end, and all of them are told. */
  @Test
  void set_whileMoreComeIn_isSetAndTellsAll() throws Exception {
    for (int round = 1; round <= 20; round++) {
      OneShot<String> shot = new OneShot<>() {};
      registering(shot, 5_000).call(); // which it takes a while to bring into their order
      Callable<Boolean> setting =
          () -> {
            shot.set("value");
            return true;
          };

      Bounded.together(List.of(registering(shot, 10_000), setting));

      assertEquals("value", shot.value());
      assertEquals(15_000 * round, told.get());
    }
  }

  /** Registrations that come and go in several threads leave nothing behind. */
  @Test
  void close_byTwoThreads_doNotPileUp() throws Exception {
    OneShot<String> shot = new OneShot<>() {};
    shot.whenSet(told::incrementAndGet);
    Callable<Boolean> comingAndGoing =
        () -> {
          for (int i = 0; i < MANY; i++) {
            shot.whenSet(told::incrementAndGet).close();
          }
          return true;
        };

    Bounded.together(List.of(comingAndGoing, comingAndGoing));

    assertEquals(1, length(shot.close("value")));
    assertEquals(0, told.get());
  }

  /** It is waited for from the first registration to the value, or until that is taken back. */
  @Test
  void isWaitedFor_registrationsComeAndGo_whileThereAreAny() {
    OneShot<String> shot = new OneShot<>() {};
    assertFalse(shot.isWaitedFor());

    Registration registration = shot.whenSet(told::incrementAndGet);
    assertTrue(shot.isWaitedFor());
    registration.close();
    assertFalse(shot.isWaitedFor());

    shot.whenSet(told::incrementAndGet);
    shot.set("value");
    assertFalse(shot.isWaitedFor());
  }
}
