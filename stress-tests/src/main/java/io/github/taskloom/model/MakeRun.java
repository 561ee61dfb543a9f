package io.github.taskloom.model;

import io.github.taskloom.CycleException;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.model.MakeStep.Disturbance;
import io.github.taskloom.model.MakeStep.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One make of the engine, on a thread of its own and within a bound, while others disturb it. */
final class MakeRun {
  private final Subject subject;
  private final MakeStep step;
  private final Scene scene;
  private final Pools pools;
  private final long limitMillis;
  private final Disturber disturber;

  // Written by the maker, read after its end.
  private final List<Task<?>> yields = new ArrayList<>();
  private @Nullable Throwable thrown;
  private List<State> statesAtReturn = List.of();
  private List<Thread> threadsLeft = List.of();
  private boolean interrupted;

  volatile @Nullable Stream<Task<?>> stream;

  MakeRun(Subject subject, MakeStep step, Scene scene, Pools pools, long limitMillis) {
    this.subject = subject;
    this.step = step;
    this.scene = scene;
    this.pools = pools;
    this.limitMillis = limitMillis;
    disturber = new Disturber(subject, step, scene, this);
  }

  /** Makes; throws if that, or those who disturb it, do not end in time. */
  void run() {
    Thread maker =
        (step.virtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
            .name("maker")
            .unstarted(this::make);
    if (!step.disturbances().isEmpty()) {
      disturber.start(maker);
    }
    maker.start();
    await(maker, "the make has not returned");
    disturber.await(thread -> await(thread, "those who disturb have not ended"));
  }

  private void await(Thread thread, String complaint) {
    try {
      if (!thread.join(Duration.ofMillis(limitMillis))) {
        throw new Violation(complaint + " within " + limitMillis + " ms", true);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a scenario runs", e);
    }
  }

  // ---- in the maker

  private void make() {
    scene.maker = Thread.currentThread();
    try {
      switch (step.mode()) {
        case NOW -> yields.addAll(how().now(subject.tasks(step.given())));
        case STREAM -> read();
        case LATER -> yields.addAll(later());
      }
    } catch (Throwable any) {
      thrown = any;
    }
    interrupted = Thread.interrupted();
    statesAtReturn = subject.states();
    Thread maker = Thread.currentThread(); // where a quick task runs that alone is ready
    threadsLeft =
        scene.threads.stream().filter(thread -> thread != maker && thread.isAlive()).toList();
    disturber.makeIsOver();
    while (!disturber.isOver()) { // an interrupt may be on its way, and is ours alone
      try {
        disturber.awaitEnd();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    interrupted |= Thread.interrupted();
  }

  private void read() {
    try (Stream<Task<?>> tasks = how().stream(subject.tasks(step.given()))) {
      Iterator<Task<?>> iterator = tasks.iterator();
      stream = tasks;
      while (yields.size() != step.closeAfter() && iterator.hasNext()) {
        yields.add(iterator.next());
      }
    }
  }

  private List<Task<?>> later() throws Throwable {
    try {
      return how()
          .queue(executor())
          .later(subject.tasks(step.given()))
          .get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private Executor executor() {
    Executor executor = pools.of(step.threads(), subject);
    return executor == null ? Runnable::run : executor;
  }

  private Make how() {
    Make make = Make.defaults().order(step.eager() ? Order.EAGER : Order.LAYERED);
    make =
        switch (step.stop()) {
          case NEVER -> make;
          case FAIL_FAST -> make.failFast();
          case FAIL_FAST_CANCELLING -> make.failFastCancelling();
        };
    if (step.parallelism() > 0) {
      make = make.parallelism(step.parallelism());
    }
    if (step.threads() == Threads.PER_TASK) {
      make = make.withThreadPerTask();
    }
    return step.threads().isExecutor() ? make.queue(executor()) : make;
  }

  // ---- after the end

  Reply reply() {
    Throwable why = thrown;
    if (why == null) {
      return Reply.ACCEPTED;
    }
    if (why instanceof CycleException cycle) {
      checkPath(cycle.path());
      return Reply.CYCLE;
    }
    if (why instanceof TaskStateException && String.valueOf(why.getMessage()).contains("PREPARE")) {
      return Reply.UNPREPARED;
    }
    throw unexpected(why);
  }

  private static Violation unexpected(Throwable why) {
    Violation violation = new Violation("the make threw " + why);
    violation.initCause(why);
    return violation;
  }

  private static void checkPath(List<Task<?>> path) {
    Violation.unless(path.size() > 2, "the path of the cycle is " + path);
    Violation.unless(path.getFirst() == path.getLast(), "the cycle's path is open: " + path);
    for (int i = 1; i < path.size(); i++) {
      Violation.unless(
          path.get(i - 1).prerequisites().contains(path.get(i)),
          path.get(i - 1) + " does not require " + path.get(i) + ", as the cycle's path says");
    }
  }

  /** The numbers of the tasks that were given back, in order. */
  List<Integer> yields() {
    return yields.stream().map(subject::number).toList();
  }

  List<State> statesAtReturn() {
    return statesAtReturn;
  }

  /** The other threads that had run functions and were alive when the make had returned. */
  List<Thread> threadsLeft() {
    return threadsLeft;
  }

  /** Whether the maker had its interrupt flag, or got it, after the make. */
  boolean wasInterrupted() {
    return interrupted;
  }

  /** What was really done meanwhile. */
  List<Disturbance> done() {
    return disturber.done();
  }
}
