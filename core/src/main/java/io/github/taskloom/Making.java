package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import io.github.taskloom.internal.lane.Claims;
import io.github.taskloom.internal.lane.Lanes;
import io.github.taskloom.internal.plan.Layers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One make: works off its plan, layer by layer. It holds no thread while it waits for a task that
 * runs elsewhere or is queued; those are {@link Elsewhere}.
 *
 * <p>A task that cannot be settled when its turn comes, since somebody changed the graph or retried
 * a prerequisite meanwhile, is left open; what is left open at the end is planned and made anew.
 */
final class Making {
  // GOING -> HALTED   // failFast: nothing more starts, what runs is waited for
  // GOING -> STOPPED, HALTED -> STOPPED   // and what runs is cancelled
  private static final int GOING = 0;
  private static final int HALTED = 1;
  private static final int STOPPED = 2;

  private static final VarHandle PHASE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "phase", VarHandle.class, Making.class, int.class);

  private static final VarHandle FAILURE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "failure", VarHandle.class, Making.class, Throwable.class);

  private final Make how;
  private final @Nullable Runner caller;
  private final Settlements settlements;

  private volatile int phase;

  /** Those of the present layer, to be closed when nothing more may start. */
  private volatile @Nullable Claims claims;

  /** The threads at work, so that what they run can be cancelled. */
  private final Set<Runner> runners = ConcurrentHashMap.newKeySet();

  /** Given tasks that could not be settled in this round. */
  private final Queue<Task<?>> open = new ConcurrentLinkedQueue<>();

  private final Elsewhere elsewhere = new Elsewhere(this);
  private volatile @Nullable Runner maker;

  /** Why the make itself could not go on; the first reason stays. */
  private volatile @Nullable Throwable failure;

  Making(Make how, @Nullable Runner caller, Settlements settlements) {
    this.how = how;
    this.caller = caller;
    this.settlements = settlements;
  }

  /** What to call a make of these. */
  String name(List<Task<?>> given) {
    String first = given.getFirst().name();
    return given.size() == 1 ? first : first + " and " + (given.size() - 1) + " more";
  }

  /** Why the make itself could not go on: the graph was changed so, or a circle of waits. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** In the caller's thread: tells what is settled already; false if that is all. */
  boolean begin(Plan plan) {
    for (Task<?> task : plan.settled()) {
      settled(task, true, task.state() == TaskState.DONE);
    }
    return plan.layers().count() > 0 && phase == GOING;
  }

  /** In the maker's thread: everything else. */
  void run(Plan plan) {
    Runner runner = new Runner(caller, Thread.currentThread());
    maker = runner;
    runners.add(runner);
    runner.carriedDuring(
        () -> {
          try {
            rounds(plan);
          } catch (Throwable thrown) { // the caller must not wait for ever, and must learn of it
            fail(thrown);
          }
        });
    settlements.end();
  }

  private void rounds(Plan first) {
    Plan plan = first;
    while (true) {
      for (Plan.Decision decision : plan.decided()) {
        if (phase == GOING) {
          decide(decision.task(), decision.task().status(), decision.by());
        }
      }
      Layers<Task<?>> layers = plan.layers();
      for (int layer = 0; layer < layers.count() && phase == GOING; layer++) {
        runLayer(layers, layer);
      }
      if (phase != GOING || open.isEmpty()) {
        return;
      }
      List<Task<?>> again = List.copyOf(open);
      open.clear();
      plan = Plan.of(again, caller);
      begin(plan);
    }
  }

  private void runLayer(Layers<Task<?>> layers, int layer) {
    int start = layers.start(layer);
    int end = layers.start(layer + 1);
    Claims mine = new Claims(start, end);
    claims = mine;
    if (phase != GOING) {
      mine.close(); // whoever ended it may have seen the layer before
    }
    boolean undisturbed =
        Lanes.run(
            mine,
            how.parallelism(),
            () ->
                "layer " + (layer + 1) + " of " + layers.count() + ", " + (end - start) + " tasks",
            () -> work(layers, mine));
    if (!undisturbed) {
      stop(); // the scope that the maker runs in is being closed from outside
    }
    elsewhere.await();
  }

  /** By each lane, or by the maker itself where a layer needs no lane. */
  private void work(Layers<Task<?>> layers, Claims mine) {
    Runner own = maker;
    if (own != null && own.thread() == Thread.currentThread()) {
      workOn(own, layers, mine);
      return;
    }
    Runner runner = new Runner(caller, Thread.currentThread());
    runners.add(runner);
    try {
      runner.carriedDuring(() -> workOn(runner, layers, mine));
    } finally {
      runners.remove(runner);
    }
  }

  private void workOn(Runner runner, Layers<Task<?>> layers, Claims mine) {
    for (int i = mine.claim(); i >= 0; i = mine.claim()) {
      advance(layers.node(i), layers.isGiven(i), runner);
    }
    runner.task(null);
  }

  /** Does for one task what its state asks for. */
  private void advance(Task<?> task, boolean given, Runner runner) {
    Status<TaskState> now = task.status();
    while (true) {
      Status<TaskState> witness = now;
      switch (now.state()) {
        case PENDING -> {
          Hindrance hindrance = Hindrance.among(task.required());
          Executor executor = how.executor();
          if (hindrance != null && !hindrance.decides()) {
            leaveOpen(task, given);
            return;
          }
          witness =
              hindrance != null
                  ? decide(task, now, hindrance)
                  : executor == null
                      ? start(task, given, now, runner)
                      : queue(task, given, now, executor);
          if (witness == now) {
            if (hindrance != null) {
              settled(task, given, false);
            }
            return;
          }
        }
        case QUEUED, RUNNING -> {
          if (elsewhere.waitFor(task, given, now.attempt(), false)) {
            return;
          }
          witness = task.status();
        }
        case PREPARE -> throw new AssertionError(task + " was planned");
        default -> {
          settled(task, given, now.state() == TaskState.DONE);
          return;
        }
      }
      now = witness;
    }
  }

  private Status<TaskState> start(
      Task<?> task, boolean given, Status<TaskState> now, Runner runner) {
    Status<TaskState> witness = task.enterRun(now, runner);
    if (witness == now) {
      if (phase == STOPPED) {
        task.cancelOn(runner); // whoever stopped may have looked at this runner before
      }
      TaskState state = task.perform();
      runner.restore();
      settled(task, given, state == TaskState.DONE);
    }
    return witness;
  }

  private Status<TaskState> queue(
      Task<?> task, boolean given, Status<TaskState> now, Executor executor) {
    Status<TaskState> witness = task.move(now, TaskEvent.QUEUE, null);
    if (witness == now) {
      int attempt = now.attempt();
      elsewhere.waitFor(task, given, attempt, true);
      try {
        executor.execute(() -> runQueued(task, attempt));
      } catch (Throwable rejection) { // it will never run: whoever waits must learn why
        task.tryFire(TaskEvent.ERROR, rejection);
      }
    }
    return witness;
  }

  /** In a thread of the executor. One that calls twice, or late, finds nothing to do. */
  private void runQueued(Task<?> task, int attempt) {
    Runner runner = new Runner(caller, Thread.currentThread());
    Status<TaskState> now = task.status();
    while (now.state() == TaskState.QUEUED && now.attempt() == attempt) {
      Status<TaskState> witness = task.enterRun(now, runner);
      if (witness == now) {
        runner.carriedDuring(task::perform);
        return;
      }
      now = witness;
    }
  }

  /** Settles a task by a prerequisite that did not get DONE. */
  private Status<TaskState> decide(Task<?> task, Status<TaskState> now, Hindrance by) {
    if (now.state() != TaskState.PENDING) {
      return now;
    }
    if (by.state() == TaskState.CANCELLED) {
      return task.move(now, TaskEvent.CANCEL, CancelledException.by(task, by.task()));
    }
    Throwable why = by.status().detail() instanceof Throwable thrown ? thrown : null;
    return task.move(now, TaskEvent.ERROR, new BlockedException(task, by.task(), by.state(), why));
  }

  private void leaveOpen(Task<?> task, boolean given) {
    if (given) {
      open.add(task);
    }
  }

  /** Each task that is settled comes here, once per round, whoever settled it. */
  void settled(Task<?> task, boolean given, boolean done) {
    if (given) {
      settlements.add(task);
    }
    if (!done && how.stopsOnFailure()) {
      end(how.cancelsOnFailure() ? STOPPED : HALTED);
    }
  }

  /** Nothing more starts, and what runs is cancelled; from any thread. */
  void stop() {
    end(STOPPED);
  }

  boolean isGoing() {
    return phase == GOING;
  }

  boolean isStopped() {
    return phase == STOPPED;
  }

  Set<Runner> runners() {
    return runners;
  }

  /** What this make waits for that others run. */
  Stream<Task<?>> waitedFor() {
    return elsewhere.tasks();
  }

  /** Ends the make if what it waits for waits for the task that called it. */
  void ensureNoCircle(Task<?> task) {
    if (Waits.leadBack(task, caller)) {
      fail(
          new TaskException(
              task,
              task.name()
                  + " runs elsewhere and waits for a task whose function makes it: neither would"
                  + " ever end"));
    }
  }

  private void fail(Throwable thrown) {
    FAILURE.compareAndSet(this, null, thrown);
    stop();
  }

  /** Wakes the maker where it waits for what is elsewhere. */
  void wake() {
    Runner sleeping = maker;
    if (sleeping != null) {
      LockSupport.unpark(sleeping.thread());
    }
  }

  private void end(int as) {
    int before = phase;
    while (before < as) {
      int witness = (int) PHASE.compareAndExchange(this, before, as);
      if (witness == before) {
        break;
      }
      before = witness;
    }
    Claims present = claims;
    if (present != null) {
      present.close();
    }
    if (as == STOPPED) {
      for (Runner runner : runners) {
        Task<?> task = runner.task();
        if (task != null) {
          task.cancelOn(runner);
        }
      }
    }
    wake();
  }
}
