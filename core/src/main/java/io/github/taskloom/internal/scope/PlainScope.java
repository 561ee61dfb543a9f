package io.github.taskloom.internal.scope;

import java.util.ArrayList;
import java.util.List;

/**
 * The lifetime rules of a structured scope over plain virtual threads, for a JDK that offers no
 * scope that we know. Scoped values of the owner are not seen in its threads.
 */
final class PlainScope implements Scope {
  private final Thread owner = Thread.currentThread();
  private final List<Thread> forked = new ArrayList<>();
  private boolean joined;

  @Override
  public void fork(Runnable body) {
    ensureOwner();
    if (joined) {
      throw new IllegalStateException("The scope is joined: nothing more can be forked");
    }
    forked.add(Thread.startVirtualThread(body));
  }

  @Override
  public void join() throws InterruptedException {
    ensureOwner();
    joined = true;
    for (Thread thread : forked) {
      thread.join();
    }
    forked.clear();
  }

  @Override
  public void close() {
    ensureOwner();
    joined = true;
    forked.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : forked) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true; // the scope's promise comes first; the caller learns of it after
        }
      }
    }
    forked.clear();
    if (interrupted) {
      owner.interrupt();
    }
  }

  private void ensureOwner() {
    if (Thread.currentThread() != owner) {
      throw new WrongThreadException("The scope belongs to " + owner);
    }
  }
}
