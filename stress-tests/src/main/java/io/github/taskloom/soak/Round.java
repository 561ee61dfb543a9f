package io.github.taskloom.soak;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One graph: made under random options while something happens from outside, looked at, and made
 * again until all is DONE.
 */
final class Round {

  /** What happens while the tasks are made. */
  enum Event {
    NOTHING,
    CANCELS,
    INTERRUPT,
    EARLY_CLOSE,
    SECOND_MAKE,
    LATER
  }

  /**
   * How to make.
   *
   * @param stops whether it starts nothing more after a failure
   */
  private record Options(Make how, boolean stops) {}

  private final RandomGenerator random;
  private final Violations violations;
  private final Executor executor;
  private final Graph graph;

  Round(RandomGenerator random, Violations violations, Executor executor, Graph graph) {
    this.random = random;
    this.violations = violations;
    this.executor = executor;
    this.graph = graph;
  }

  /** The next event: mostly nothing. */
  static Event anyEvent(RandomGenerator random) {
    Event[] events = Event.values();
    int number = random.nextInt(3 * events.length);
    return number < events.length ? events[number] : Event.NOTHING;
  }

  /** Returns the number of makes. */
  int run(Event event) throws Exception {
    Options options = anyOptions();
    boolean all = random.nextBoolean();
    boolean stopped = event == Event.INTERRUPT || event == Event.EARLY_CLOSE;
    // What a cancelled prerequisite has decided before the plan needs no others: they may be left.
    boolean spared = event == Event.CANCELS && !all;
    make(options, event, all);
    boolean decided = event == Event.CANCELS || event == Event.SECOND_MAKE;
    graph.check(stopped || spared || options.stops(), decided);
    graph.heal();
    now(new Options(Make.defaults().order(anyOrder()), false), random.nextBoolean(), false);
    graph.check(false);
    graph.checkAllDone();
    return event == Event.SECOND_MAKE ? 3 : 2;
  }

  private Order anyOrder() {
    return random.nextBoolean() ? Order.LAYERED : Order.EAGER;
  }

  private Options anyOptions() {
    Make how = Make.defaults().order(anyOrder());
    int end = random.nextInt(10);
    how =
        switch (end) {
          case 0 -> how.failFast();
          case 1 -> how.failFastCancelling();
          default -> how;
        };
    how =
        switch (random.nextInt(10)) {
          case 0 -> how.queue(executor);
          case 1 -> how.queue(this::executeOrReject);
          case 2, 3 -> how.withThreadPerTask();
          case 4, 5 -> how.parallelism(1 + random.nextInt(4));
          default -> how;
        };
    return new Options(how, end < 2);
  }

  /** Called by any thread of a make, so it takes no number from this round's generator. */
  private void executeOrReject(Runnable command) {
    if (System.identityHashCode(command) % 20 == 0) {
      throw new RejectedExecutionException("on purpose");
    }
    executor.execute(command);
  }

  private void make(Options options, Event event, boolean all) throws Exception {
    Make how = options.how();
    switch (event) {
      case NOTHING -> now(options, all, true);
      case CANCELS -> beside(this::cancelSome, () -> now(options, all, false));
      case INTERRUPT -> {
        Thread maker = Thread.currentThread();
        beside(maker::interrupt, () -> now(options, all, false));
      }
      case EARLY_CLOSE -> {
        try (Stream<Task<?>> tasks = how.stream(graph.given(true))) {
          tasks.limit(1 + random.nextInt(graph.nodes().size())).forEach(task -> {});
        }
      }
      case SECOND_MAKE -> beside(() -> how.now(graph.given(false)), () -> now(options, all, false));
      case LATER -> {
        CompletableFuture<List<Task<?>>> future = how.queue(executor).later(graph.given(true));
        future.get();
      }
    }
  }

  /** Makes all; without an event every given task has settled then, once. */
  private void now(Options options, boolean all, boolean undisturbed) {
    List<Task<Integer>> given = graph.given(all);
    List<Task<?>> settled = options.how().now(given);
    violations.unless(
        new HashSet<>(settled).size() == settled.size(), "Told twice of a task", settled.size());
    if (undisturbed && !options.stops()) {
      violations.unless(settled.size() == given.size(), "Not told of each task", settled.size());
    }
  }

  private void cancelSome() {
    List<Node> nodes = graph.nodes();
    int step = Math.max(1, nodes.size() / 3);
    for (int i = 0; i < nodes.size(); i += step) {
      nodes.get(i).cancel();
      LockSupport.parkNanos(1); // lets others go on: the cancels shall meet tasks in all states
    }
  }

  /** Runs something on a thread of its own beside what this thread does, and waits for both. */
  private static void beside(Runnable other, Runnable mine) {
    CompletableFuture<Void> end = CompletableFuture.runAsync(other, Thread::startVirtualThread);
    try {
      mine.run();
    } finally {
      end.join(); // an interrupt does not end the wait
      Thread.interrupted(); // it came after the make, or the make gave it back
    }
  }
}
