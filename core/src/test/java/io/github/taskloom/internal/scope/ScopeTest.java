package io.github.taskloom.internal.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own scope and the plain one keep the same rules. */
@Timeout(60)
class ScopeTest {

  static List<Named<Supplier<Scope>>> scopes() {
    return List.of(
        Named.of("the JDK's", () -> JdkScope.open("scope of a test")),
        Named.of("plain", PlainScope::new));
  }

  /** Bodies run on virtual threads of their own, and join waits for all of them. */
  @ParameterizedTest
  @MethodSource("scopes")
  void join_afterForks_allHaveEnded(Supplier<Scope> open) throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    int[] plain = new int[100];
    try (Scope scope = open.get()) {
      for (int i = 0; i < plain.length; i++) {
        int number = i;
        scope.fork(
            () -> {
              threads.add(Thread.currentThread());
              plain[number] = number;
            });
      }
      scope.join();

      for (int i = 0; i < plain.length; i++) {
        assertEquals(i, plain[i]);
      }
    }
    assertEquals(plain.length, threads.stream().distinct().filter(Thread::isVirtual).count());
  }

  /** What the owner did before a fork is seen in the thread. */
  @ParameterizedTest
  @MethodSource("scopes")
  void fork_afterPlainWrite_seesIt(Supplier<Scope> open) throws Exception {
    int[] plain = new int[2];
    plain[0] = 42;
    try (Scope scope = open.get()) {
      scope.fork(() -> plain[1] = plain[0]);
      scope.join();
    }

    assertEquals(42, plain[1]);
  }

  /** Very many forks are fine. */
  @ParameterizedTest
  @MethodSource("scopes")
  void fork_manyTimes_runsEach(Supplier<Scope> open) throws Exception {
    AtomicInteger ran = new AtomicInteger();
    try (Scope scope = open.get()) {
      for (int i = 0; i < 10_000; i++) {
        scope.fork(ran::incrementAndGet);
      }
      scope.join();
    }

    assertEquals(10_000, ran.get());
  }

  /** A scope that is left without a join interrupts what still runs, and waits for it. */
  @ParameterizedTest
  @MethodSource("scopes")
  void close_withoutJoin_interruptsAndWaits(Supplier<Scope> open) throws Exception {
    Gate gate = new Gate();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    RuntimeException reason = new IllegalArgumentException("left early");

    RuntimeException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try (Scope scope = open.get()) {
                scope.fork(
                    () -> {
                      try {
                        gate.pass();
                      } catch (InterruptedException e) {
                        seen.add("interrupted");
                      }
                      seen.add("ended");
                    });
                gate.awaitEntered();
                throw reason;
              }
            });

    assertEquals(reason, thrown);
    assertEquals(List.of("interrupted", "ended"), seen);
  }

  /** An interrupt ends the owner's wait; closing ends the threads. */
  @ParameterizedTest
  @MethodSource("scopes")
  void join_interrupted_throwsAndCloseEndsTheThreads(Supplier<Scope> open) throws Exception {
    Gate gate = new Gate();
    AtomicInteger interrupted = new AtomicInteger();

    assertThrows(
        InterruptedException.class,
        () -> {
          try (Scope scope = open.get()) {
            scope.fork(
                () -> {
                  try {
                    gate.pass();
                  } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                  }
                });
            gate.awaitEntered();
            Thread.currentThread().interrupt();
            scope.join();
          }
        });

    assertEquals(1, interrupted.get());
  }

  /** Closing waits even when its thread is interrupted, and gives the flag back. */
  @ParameterizedTest
  @MethodSource("scopes")
  void close_interruptedOwner_waitsAndKeepsTheFlag(Supplier<Scope> open) throws Exception {
    Gate gate = new Gate();
    AtomicInteger ended = new AtomicInteger();
    assertThrows(
        InterruptedException.class,
        () -> {
          try (Scope scope = open.get()) {
            scope.fork(
                () -> {
                  gate.passUninterrupted();
                  ended.incrementAndGet();
                });
            gate.awaitEntered();
            Thread owner = Thread.currentThread();
            owner.interrupt();
            try {
              scope.join();
            } finally {
              owner.interrupt();
              gate.open();
            }
          }
        });

    assertTrue(Thread.interrupted());
    assertEquals(1, ended.get());
  }

  /** So it is where a thread ignores its interrupt, and the owner's comes while it waits. */
  @ParameterizedTest
  @MethodSource("scopes")
  void close_threadGoesOn_waitsForItsEnd(Supplier<Scope> open) throws Exception {
    Gate gate = new Gate();
    Gate closing = new Gate();
    AtomicInteger ended = new AtomicInteger();
    Thread owner = Thread.currentThread();
    FutureTask<Void> opens =
        Bounded.background(
            () -> {
              closing.awaitEntered();
              Bounded.until(() -> owner.getState() == Thread.State.WAITING);
              owner.interrupt();
              Bounded.until(() -> owner.getState() == Thread.State.WAITING);
              gate.open();
              return null;
            });

    assertThrows(
        IllegalArgumentException.class,
        () -> {
          try (Scope scope = open.get()) {
            scope.fork(
                () -> {
                  gate.passUninterrupted();
                  ended.incrementAndGet();
                });
            gate.awaitEntered();
            closing.open();
            closing.pass();
            throw new IllegalArgumentException("left early");
          }
        });

    assertEquals(1, ended.get());
    assertTrue(Thread.interrupted());
    opens.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** The scope belongs to the thread that opened it. */
  @ParameterizedTest
  @MethodSource("scopes")
  void use_byAnotherThread_isRefused(Supplier<Scope> open) throws Exception {
    try (Scope scope = open.get()) {
      List<Class<?>> thrown =
          Bounded.elsewhere(
              () ->
                  List.of(
                      assertThrows(RuntimeException.class, () -> scope.fork(() -> {})).getClass(),
                      assertThrows(RuntimeException.class, scope::join).getClass(),
                      assertThrows(RuntimeException.class, scope::close).getClass()));
      assertEquals(Collections.nCopies(3, WrongThreadException.class), thrown);
      scope.join();
    }
  }

  /** After the join nothing more is forked. */
  @ParameterizedTest
  @MethodSource("scopes")
  void fork_afterJoin_isRefused(Supplier<Scope> open) throws Exception {
    try (Scope scope = open.get()) {
      scope.fork(() -> {});
      scope.join();

      assertThrows(IllegalStateException.class, () -> scope.fork(() -> {}));
    }
  }

  /** Scopes are opened within each other, by the owner and by forked threads. */
  @ParameterizedTest
  @MethodSource("scopes")
  void open_nested_innerEndsFirst(Supplier<Scope> open) throws Exception {
    List<String> ended = Collections.synchronizedList(new ArrayList<>());
    try (Scope outer = open.get()) {
      outer.fork(
          () -> {
            try (Scope inner = open.get()) {
              inner.fork(() -> ended.add("inner"));
              inner.join();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            ended.add("forked");
          });
      outer.join();
      try (Scope second = open.get()) {
        second.fork(() -> ended.add("second"));
        second.join();
      }
    }

    assertEquals(List.of("inner", "forked", "second"), ended);
  }
}
