package io.github.taskloom.model;

import io.github.taskloom.Make;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.model.MakeStep.Disturbance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A thread that does to the tasks of a running make, and to the make, what others may do. */
final class Disturber {
  private final Subject subject;
  private final MakeStep step;
  private final Scene scene;
  private final MakeRun run;
  private final List<Disturbance> done = new ArrayList<>();
  private final CountDownLatch end;
  private volatile boolean makeIsOver;
  private volatile @Nullable Throwable thrown;
  private @Nullable Thread thread;

  Disturber(Subject subject, MakeStep step, Scene scene, MakeRun run) {
    this.subject = subject;
    this.step = step;
    this.scene = scene;
    this.run = run;
    end = new CountDownLatch(step.disturbances().isEmpty() ? 0 : 1);
  }

  void start(Thread maker) {
    Thread started = Thread.ofPlatform().daemon().name("disturber").unstarted(() -> disturb(maker));
    thread = started;
    started.start();
  }

  private void disturb(Thread maker) {
    try {
      for (Disturbance next : step.disturbances()) {
        awaitTurn(next);
        if (makeIsOver) {
          return;
        }
        if (disturb(next, maker)) {
          done.add(next);
        }
      }
    } catch (Throwable any) {
      thrown = any;
    } finally {
      scene.calm.countDown();
      end.countDown();
    }
  }

  private void awaitTurn(Disturbance next) {
    while (scene.starts.get() < next.afterStarts() && !makeIsOver) {
      Thread.onSpinWait();
    }
    if (next.pause() > 0) {
      LockSupport.parkNanos(next.pause() * 1_000L);
    }
  }

  /** False if it had no effect for sure. */
  private boolean disturb(Disturbance next, Thread maker) {
    return switch (next.kind()) {
      case CANCEL -> {
        subject.task(next.task()).cancel();
        yield true;
      }
      case CANCEL_RUN_STATE -> {
        subject.task(next.task()).runState().cancel();
        yield true;
      }
      case RETRY -> isAllowed(() -> subject.task(next.task()).retry());
      case ABORT -> isAllowed(() -> subject.task(next.task()).abort());
      case ERROR -> isAllowed(() -> subject.fail(next.task()));
      case DISPATCH -> isAllowed(() -> subject.task(next.task()).dispatch());
      case INTERRUPT_MAKER -> {
        maker.interrupt();
        yield true;
      }
      case CLOSE_STREAM -> close();
      case SECOND_MAKE -> {
        Make.defaults().now(subject.tasks(step.given()));
        yield true;
      }
    };
  }

  /** False if the task refused it. */
  private static boolean isAllowed(Runnable call) {
    try {
      call.run();
      return true;
    } catch (TaskStateException refused) {
      return false;
    }
  }

  private boolean close() {
    Stream<?> stream = run.stream;
    if (stream != null) {
      stream.close();
    }
    return stream != null;
  }

  void makeIsOver() {
    makeIsOver = true;
  }

  boolean isOver() {
    return end.getCount() == 0;
  }

  void awaitEnd() throws InterruptedException {
    end.await();
  }

  void await(Consumer<Thread> awaiting) {
    if (thread != null) {
      awaiting.accept(thread);
    }
    Throwable why = thrown;
    if (why != null) {
      Violation violation = new Violation("those who disturb were thrown " + why);
      violation.initCause(why);
      throw violation;
    }
  }

  /** After the end. */
  List<Disturbance> done() {
    return done;
  }
}
