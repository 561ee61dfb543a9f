package io.github.taskloom.internal.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of the engine's own keep nothing of the user's thread that they are made on. */
@Timeout(60)
class EngineThreadTest {

  @Test
  void unstarted_isADaemonWithNothingOfItsMakers() throws Exception {
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("of the caller");
    CompletableFuture<String> seen = new CompletableFuture<>();

    Thread thread = EngineThread.unstarted("taskloom-test", () -> seen.complete(inherited.get()));

    assertEquals("taskloom-test", thread.getName());
    assertTrue(thread.isDaemon());
    assertFalse(thread.isVirtual());
    assertEquals(Thread.State.NEW, thread.getState());
    thread.start();
    assertNull(seen.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    inherited.remove();
  }

  @Test
  void startOrRun_runsOnAThreadOfItsOwn() throws Exception {
    CompletableFuture<Thread> by = new CompletableFuture<>();

    EngineThread.startOrRun("taskloom-test", () -> by.complete(Thread.currentThread()));

    assertEquals("taskloom-test", by.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS).getName());
  }

  /** Where no thread is to be had the calling one does it: no end at all would be worse. */
  @Test
  void startOrRun_noThreadIsToBeHad_runsHere() {
    Thread[] by = new Thread[1];

    EngineThread.startOrRun(null, () -> by[0] = Thread.currentThread()); // no name, no thread

    assertSame(Thread.currentThread(), by[0]);
  }
}
