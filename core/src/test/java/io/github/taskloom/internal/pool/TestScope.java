package io.github.taskloom.internal.pool;

import io.github.taskloom.internal.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * A scope that, unlike the JDK's, does not wake its opener when the last thread ends; and which has
 * no more than so many threads to give.
 */
final class TestScope implements Scope {
  private final List<Thread> forked = new ArrayList<>();
  private final int most;
  boolean closed; // by the opener alone, as all of a scope

  TestScope(int most) {
    this.most = most;
  }

  @Override
  public void fork(Runnable body) {
    if (forked.size() == most) {
      throw new RejectedExecutionException("no thread is left");
    }
    forked.add(Thread.startVirtualThread(body));
  }

  @Override
  public void join() throws InterruptedException {
    for (Thread thread : forked) {
      thread.join();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : forked) {
      thread.interrupt();
    }
  }

  /** The same, but its opener is interrupted while it joins. */
  Scope interruptedAtTheEnd() {
    TestScope scope = this;
    return new Scope() {
      @Override
      public void fork(Runnable body) {
        scope.fork(body);
      }

      @Override
      public void join() throws InterruptedException {
        scope.join();
        throw new InterruptedException("as by another thread");
      }

      @Override
      public void close() {
        scope.close();
      }
    };
  }
}
