package io.github.taskloom.internal.pool;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A pool whose owner does what a test gives it, while another thread attends. */
final class Attended {
  private final BlockingQueue<FutureTask<?>> calls = new LinkedBlockingQueue<>();
  private final FutureTask<?> attending;
  private final FutureTask<?> last = new FutureTask<>(() -> {}, null);
  private volatile WorkerPool pool;
  volatile Thread attendant;
  volatile Thread owner;

  /**
   * Begins.
   *
   * @param job told of what comes to the thread that attends
   * @param most the most threads at work at a time
   */
  Attended(String name, Job job, int most, Function<String, Scope> scopes) {
    attending =
        Bounded.background(
            () -> {
              attendant = Thread.currentThread();
              WorkerPool mine = new WorkerPool(name, most, scopes);
              pool = mine;
              mine.attend(job, this::serve);
              return null;
            });
    Bounded.until(() -> owner != null);
  }

  private void serve() {
    owner = Thread.currentThread();
    try {
      for (FutureTask<?> call = calls.take(); call != last; call = calls.take()) {
        call.run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  FutureTask<?> work(Job does, WorkSource source) {
    FutureTask<?> call = new FutureTask<>(() -> pool.work(does, source), null);
    calls.add(call);
    return call;
  }

  void close() throws Exception {
    calls.add(last);
    end(attending);
  }

  static void end(FutureTask<?> call) throws Exception {
    call.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}
