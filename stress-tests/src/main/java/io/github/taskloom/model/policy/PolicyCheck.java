package io.github.taskloom.model.policy;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import io.github.taskloom.TaskState;
import io.github.taskloom.model.policy.Expected.Fate;
import io.github.taskloom.model.policy.Plan.Act;
import io.github.taskloom.model.policy.Plan.Edge;
import io.github.taskloom.model.policy.Plan.Node;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Runs a plan on the engine, in a way that the seed chooses, and compares with the model. */
public final class PolicyCheck {
  private static final long LIMIT_SECONDS = 30;

  private final Plan plan;
  private final VirtualClock clock = new VirtualClock();
  private final List<Task<?>> tasks = new ArrayList<>();
  private final List<AtomicInteger> calls = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  /** By task: 1 while its function can be ended by time alone. */
  private final AtomicIntegerArray stuck;

  /** Whether any task may take only so long in all its attempts. */
  private final boolean hasTotals;

  private PolicyCheck(Plan plan) {
    this.plan = plan;
    this.hasTotals = plan.nodes().stream().anyMatch(node -> node.totalSeconds() > 0);
    this.stuck = new AtomicIntegerArray(plan.nodes().size());
  }

  /**
   * Runs one plan.
   *
   * @param seed makes the plan and chooses the way of the make
   * @return null if the engine did what the model says; else what it did not
   */
  public static @Nullable String run(long seed) throws Exception {
    PolicyCheck check = new PolicyCheck(Plan.of(seed));
    try {
      check.make();
    } finally {
      check.over.countDown();
    }
    return check.violations.isEmpty()
        ? null
        : "seed " + seed + "\n" + check.plan + "\n" + String.join("\n", check.violations);
  }

  /** Time that a task waits for a thread counts, too: a limit on threads would change the end. */
  private Make way(Random random) {
    Make how = Make.defaults().order(random.nextBoolean() ? Order.LAYERED : Order.EAGER);
    return switch (random.nextInt(4)) {
      case 0 -> how.withThreadPerTask();
      case 1 -> how.queue(Thread::startVirtualThread);
      case 2 -> hasTotals ? how : how.parallelism(1 + random.nextInt(4));
      default -> how;
    };
  }

  private void make() throws Exception {
    for (int i = 0; i < plan.nodes().size(); i++) {
      tasks.add(build(i));
    }
    Make how = way(new Random(~plan.seed())).clock(clock);
    Random random = new Random(plan.seed() * 31);
    List<Task<?>> some = new ArrayList<>(tasks);
    some.removeIf(task -> !mayMeet() || random.nextBoolean());
    Make otherWay = way(random).clock(clock);
    FutureTask<List<Task<?>>> make = new FutureTask<>(() -> how.now(tasks));
    FutureTask<List<Task<?>>> other = new FutureTask<>(() -> otherWay.now(some));
    Thread.ofPlatform().daemon().start(make);
    Thread.ofPlatform().daemon().start(other);
    long begin = System.nanoTime();
    while (!make.isDone() || !other.isDone()) {
      if (onlyTimeHelps()) {
        clock.advance(Duration.ofSeconds(1)); // a little, so that new timers keep their order
      }
      try {
        make.get(20, TimeUnit.MICROSECONDS);
        other.get(20, TimeUnit.MICROSECONDS);
      } catch (java.util.concurrent.TimeoutException goesOn) {
        if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
          violations.add("the make has not ended; " + tasks);
          return;
        }
      }
    }
    make.get();
    other.get();
    compare();
  }

  /**
   * Whether a second make may meet the first anywhere: one that plans in the middle sees states of
   * that moment, and a task behind one that cancels it by then, and behind another that is to fail,
   * is CANCELLED, not FAILED.
   */
  private boolean mayMeet() {
    return Expected.of(plan).stream().noneMatch(fate -> fate.end() == Expected.End.CANCELLED)
        && plan.nodes().stream()
            .flatMap(node -> node.edges().stream())
            .noneMatch(edge -> edge.rule() == Plan.Rule.FAILED);
  }

  /**
   * Every timer belongs to a function that is stuck, or to a task between two attempts. Of those
   * some may be due, and wait for a thread, which they have only when another function ends, where
   * threads are limited; where time in all is, they are not, and it must not pass meanwhile.
   */
  private boolean onlyTimeHelps() {
    int held = 0;
    int waiting = 0;
    for (int i = 0; i < tasks.size(); i++) {
      TaskState state = tasks.get(i).state();
      if (state == TaskState.RUNNING) {
        if (stuck.get(i) == 0 || isEnding(i)) {
          return false; // it is on its way, and may set a timer
        }
        held++;
      } else if (state == TaskState.PENDING && calls.get(i).get() > 0) {
        waiting++;
      }
    }
    int timers = clock.timers();
    int least = hasTotals ? held + waiting : held;
    return timers > 0 && least <= timers && timers <= held + waiting;
  }

  /** Asked to end by its limit, and about to: more time would have it given up. */
  private boolean isEnding(int position) {
    Act act = plan.nodes().get(position).act(calls.get(position).get());
    return (act == Act.STICK || act == Act.LATE) && tasks.get(position).runState().isCancelled();
  }

  private Task<?> build(int position) {
    Node node = plan.nodes().get(position);
    AtomicInteger called = new AtomicInteger();
    AtomicInteger active = new AtomicInteger();
    calls.add(called);
    TaskBuilder<String> builder =
        Task.<String>builder(
            "t" + position,
            () -> {
              if (active.incrementAndGet() != 1) {
                violations.add("t" + position + " overlaps itself");
              }
              try {
                return call(position, called.incrementAndGet());
              } finally {
                active.decrementAndGet();
              }
            });
    if (node.attempts() > 1) {
      builder.retry(
          Retry.times(node.attempts()).backoff(Duration.ofSeconds(node.backoffSeconds())));
    }
    if (node.limitSeconds() > 0) {
      builder.timeout(Duration.ofSeconds(node.limitSeconds()));
    }
    if (node.totalSeconds() > 0) {
      builder.totalTimeout(Duration.ofSeconds(node.totalSeconds()));
    }
    for (Edge edge : node.edges()) {
      builder.require(tasks.get(edge.to()), EdgeRule.valueOf(edge.rule().name()));
    }
    if (node.abandons()) {
      builder.abandonAfter(Duration.ofSeconds(2));
    }
    return builder
        .track(
            made -> {
              if (made.from().isSettled()) {
                violations.add("t" + position + " was not settled for good: " + made);
              }
            })
        .build();
  }

  private String call(int position, int call) throws Exception {
    Task<?> task = tasks.get(position);
    if (task.attempt() != call) {
      violations.add(task + " is called " + call + " times in attempt " + task.attempt());
    }
    for (Edge edge : plan.nodes().get(position).edges()) {
      TaskState its = tasks.get(edge.to()).state();
      boolean failed = its == TaskState.FAILED || its == TaskState.ABORT;
      if (!Expected.isMet(edge.rule(), its.isSettled(), its == TaskState.DONE, failed)) {
        violations.add(task + " runs while t" + edge.to() + " is " + its + ", " + edge.rule());
      }
    }
    Act act = plan.nodes().get(position).act(call);
    switch (act) {
      case SUCCEED -> {
        return "x";
      }
      case THROW -> throw new IllegalStateException("on purpose");
      case CANCEL -> throw new CancelledException("on purpose");
      case STICK -> {
        stuck.set(position, 1);
        try {
          over.await();
        } finally {
          stuck.set(position, 0);
        }
      }
      case LATE -> {
        stuck.set(position, 1);
        try {
          over.await();
        } catch (InterruptedException asked) {
          return "late";
        } finally {
          stuck.set(position, 0);
        }
      }
      case IGNORE -> {
        stuck.set(position, 1);
        ignore();
      }
    }
    return "too late";
  }

  @SuppressWarnings("EmptyCatch") // that is what it is about
  private void ignore() {
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException asked) {
        // as if it had not come
      }
    }
  }

  private void compare() {
    List<Fate> fates = Expected.of(plan);
    for (int i = 0; i < fates.size(); i++) {
      Fate fate = fates.get(i);
      String state = tasks.get(i).state().name();
      if (!state.equals(fate.end().name()) || calls.get(i).get() != fate.calls()) {
        violations.add(
            "t" + i + " is " + state + " after " + calls.get(i) + " calls; expected " + fate);
      }
    }
  }
}
