package io.github.taskloom.testing;

import java.util.concurrent.CountDownLatch;

/** Where a task's function stops until its test lets it go on. */
public final class Gate {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  /** By the function: says that it is here, and waits; an interrupt ends the wait. */
  public void pass() throws InterruptedException {
    entered.countDown();
    Bounded.await(opened);
  }

  /** By the function: as {@link #pass}, but an interrupt only sets the flag. */
  public void passUninterrupted() {
    entered.countDown();
    Bounded.awaitUninterrupted(opened);
  }

  /** By the test: waits until the function is here. */
  public void awaitEntered() throws InterruptedException {
    Bounded.await(entered);
  }

  /** As {@link #awaitEntered}, where nothing interrupts. */
  public void awaitEnteredUnchecked() {
    Bounded.awaitUninterrupted(entered);
  }

  /** By the test: lets the function go on. */
  public void open() {
    opened.countDown();
  }
}
