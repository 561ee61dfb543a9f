package io.github.taskloom.model;

import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import io.github.taskloom.TaskDeclaration;
import io.github.taskloom.TaskOptions;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.model.Scenario.Node;
import io.github.taskloom.model.Scenario.Test;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a scenario as the engine has them. Their functions look whether the engine keeps its
 * promises, and note what it does not.
 *
 * <p>Not final: functions that report wrong things must be found out.
 */
class Subject {
  /** How long a function waits for those that disturb, at most. */
  private static final long LINGER_MICROS = 2_000;

  private static final ThreadLocal<@Nullable Queued> QUEUED = new ThreadLocal<>();

  /** A task that this thread has queued, and the number of the transition by which it did. */
  private record Queued(int number, long sequence) {}

  private final Scenario scenario;
  private final long limitMillis;
  private final List<Task<@Nullable Object>> tasks = new ArrayList<>();
  private final IdentityHashMap<Task<?>, Integer> numbers = new IdentityHashMap<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Trail> trails = new ArrayList<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private volatile Scene scene = Scene.ofAct(false);

  /**
   * Builds the tasks.
   *
   * @param limitMillis how long anything may take
   */
  Subject(Scenario scenario, long limitMillis) {
    this.scenario = scenario;
    this.limitMillis = limitMillis;
  }

  /** Before anything else. */
  void build() {
    for (int i = 0; i < scenario.nodes().size(); i++) {
      Task<@Nullable Object> task = built(i, scenario.nodes().get(i));
      tasks.add(task);
      numbers.put(task, i);
      probes.add(new Probe());
    }
    for (int i = 0; i < tasks.size(); i++) {
      for (int other : scenario.nodes().get(i).requires()) {
        tasks.get(i).require(tasks.get(other));
      }
    }
  }

  private Task<@Nullable Object> built(int number, Node node) {
    Task<@Nullable Object> task;
    if (node.staged()) {
      TaskDeclaration declaration = Task.builder("t" + number);
      addOptions(declaration, number, node);
      task = declaration.runAsync(() -> stage(number));
    } else {
      TaskBuilder<@Nullable Object> builder = Task.builder("t" + number, () -> call(number, false));
      if (node.test() != Test.NONE) {
        builder.cancelOnResult(value -> test(number, node.test()));
      }
      addOptions(builder, number, node);
      task = builder.build();
    }
    if (node.rejected()) {
      task.onEnter(
          TaskState.QUEUED, transition -> QUEUED.set(new Queued(number, transition.sequence())));
    }
    return task;
  }

  private void addOptions(TaskOptions<?, ?> options, int number, Node node) {
    if (node.cancelOnException()) {
      options.cancelOnException();
    }
    if (node.prepare()) {
      options.prepare();
    }
    if (scenario.tracked()) {
      Trail trail = new Trail("t" + number, node.prepare());
      trails.add(trail);
      options.track(trail);
    }
  }

  Task<@Nullable Object> task(int number) {
    return tasks.get(number);
  }

  List<Task<?>> tasks(List<Integer> some) {
    return some.stream().<Task<?>>map(tasks::get).toList();
  }

  int size() {
    return tasks.size();
  }

  /** The number of a task; -1 for one of another graph. */
  int number(@Nullable Task<?> task) {
    return task == null ? -1 : numbers.getOrDefault(task, -1);
  }

  Probe probe(int number) {
    return probes.get(number);
  }

  /**
   * Fails a task from outside.
   *
   * @throws io.github.taskloom.TaskStateException if it does not allow that
   */
  void fail(int number) {
    Throwable failure = new IllegalStateException("t" + number + ", by hand");
    task(number).fail(failure);
    probe(number).failure = failure;
  }

  State state(int number) {
    return State.valueOf(task(number).state().name());
  }

  List<State> states() {
    List<State> states = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      states.add(state(i));
    }
    return states;
  }

  /** How many transitions a task has made that were told. */
  private long sequence(int number) {
    return TaskNode.of(task(number)).status().sequence();
  }

  /** What the functions of the next step have in common. */
  void enter(Scene next) {
    scene = next;
  }

  /** Whether the executor that rejects must refuse what it was just given, in this thread. */
  @Nullable Probe refused() {
    Queued last = QUEUED.get();
    QUEUED.remove();
    // One that was settled before it was handed over is not: then this is another task.
    return last != null && sequence(last.number()) == last.sequence() ? probe(last.number()) : null;
  }

  /** Throws what was noted since the last call. */
  void complain() {
    for (int i = 0; i < trails.size(); i++) {
      awaitTold(i);
      trails.get(i).complain(complaints);
    }
    if (!complaints.isEmpty()) {
      throw new Violation(String.join("; ", complaints));
    }
  }

  /** Callbacks run after the transition: those of an executor's thread may be on their way. */
  private void awaitTold(int number) {
    long begin = System.nanoTime();
    while (trails.get(number).count() < sequence(number)) {
      if (System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(limitMillis)) {
        throw new Violation("t" + number + " has made transitions that were never told");
      }
      LockSupport.parkNanos(10_000);
    }
  }

  // ---- functions

  /** The function of a task. */
  @Nullable Object call(int number, boolean repaired) throws Exception {
    Scene mine = scene;
    Probe probe = probe(number);
    mine.enter(number);
    try {
      note(probe.enter(), number, "overlaps itself");
      lookAround(number, probe, mine);
      int run = probe.nextRun();
      if (mine.members.contains(number)) { // with either function: the others wait for it
        meet(number, mine);
      }
      if (repaired) {
        return Model.repaired(number);
      }
      return behave(number, run, scenario.nodes().get(number).behaviour(run), mine);
    } catch (Throwable thrown) {
      probe.thrown = thrown;
      throw thrown;
    } finally {
      probe.leave();
      mine.leave();
    }
  }

  /** As {@link #call}; what that returns comes by another thread, after some microseconds. */
  private CompletionStage<@Nullable Object> stage(int number) throws Exception {
    Object value = call(number, false);
    CompletableFuture<@Nullable Object> stage = new CompletableFuture<>();
    if (number % 4 == 0) {
      stage.complete(value);
    } else {
      Thread.startVirtualThread(
          () -> {
            LockSupport.parkNanos(20_000L * (number % 4));
            stage.complete(value);
          });
    }
    return stage;
  }

  private void lookAround(int number, Probe probe, Scene mine) {
    Task<?> task = task(number);
    TaskStatus status = TaskNode.of(task).status();
    note(status.state() == TaskState.RUNNING, number, "runs while " + status.state());
    note(probe.isFirstOf(status.attempt()), number, "runs twice in attempt " + status.attempt());
    note(Task.current().orElse(null) == task, number, "is not the current task");
    probe.beganInterrupted = Thread.currentThread().isInterrupted();
    note(!(mine.quiet && probe.beganInterrupted), number, "begins interrupted");
    if (!mine.reckless) {
      for (Task<?> other : task.prerequisites()) {
        if (other.state() != TaskState.DONE) {
          complain(number, "runs while " + other);
        }
      }
    }
    int layer = mine.layers.getOrDefault(number, 0);
    for (var other : mine.layers.entrySet()) {
      if (other.getValue() < layer && !state(other.getKey()).isSettled()) {
        complain(number, "runs before t" + other.getKey() + " of an earlier layer has settled");
      }
    }
  }

  private @Nullable Object behave(int number, int run, Behaviour behaviour, Scene mine)
      throws Exception {
    Task<@Nullable Object> task = task(number);
    if (behaviour.asks() != Behaviour.Asks.NOT) {
      mine.takesInterrupt();
    }
    switch (behaviour.asks()) {
      case TASK -> task.cancel();
      case RUN_STATE -> task.runState().cancel();
      case NOT -> {}
    }
    switch (behaviour) {
      case THROWS_CHECKED -> throw new IOException("t" + number);
      case THROWS_UNCHECKED, CANCELS_ITSELF_AND_THROWS ->
          throw new IllegalStateException("t" + number);
      case THROWS_ERROR -> throw new StackOverflowError("t" + number);
      case THROWS_INTERRUPTED -> throw new InterruptedException("t" + number);
      case CANCELS_ITSELF_AND_HEEDS -> {
        Thread.sleep(0); // looks at the flag
        note(!mine.quiet, number, "cancels itself and is not interrupted");
      }
      case CANCELS_ITS_RUN_STATE_AND_HEEDS -> {
        task.runState().throwIfCancelled();
        note(false, number, "cancels its run state, which is not cancelled");
      }
      case THROWS_CANCELLED -> throw new io.github.taskloom.CancelledException("t" + number);
      case PARKS -> LockSupport.parkNanos(1_000L * (1 + number));
      case LINGERS -> linger(mine.calm);
      case LINGERS_STUBBORNLY -> {
        try {
          linger(mine.calm);
        } catch (InterruptedException e) {
          mine.takesInterrupt();
          linger(mine.calm);
        }
      }
      case SUCCEEDS, RETURNS_NULL, CANCELS_ITSELF, CANCELS_ITS_RUN_STATE -> {}
    }
    return behaviour == Behaviour.RETURNS_NULL ? null : Model.returned(number, run);
  }

  private static void linger(CountDownLatch calm) throws InterruptedException {
    boolean unused = calm.await(LINGER_MICROS, TimeUnit.MICROSECONDS);
  }

  /** Waits for the others of its layer: the engine must run them all at a time. */
  private void meet(int number, Scene mine) throws InterruptedException {
    mine.meeting.countDown();
    if (mine.quiet) {
      boolean met = mine.meeting.await(limitMillis / 2, TimeUnit.MILLISECONDS);
      note(met, number, "waits in vain for the others of its layer");
    } else {
      boolean unused = mine.meeting.await(LINGER_MICROS, TimeUnit.MICROSECONDS);
    }
  }

  private boolean test(int number, Test test) {
    switch (test) {
      case THROWS -> {
        RuntimeException thrown = new IllegalArgumentException("test of t" + number);
        probe(number).testThrown = thrown;
        throw thrown;
      }
      case THROWS_CANCELLED -> {
        RuntimeException thrown = new io.github.taskloom.CancelledException("test of t" + number);
        probe(number).testThrown = thrown;
        throw thrown;
      }
      default -> {
        return test == Test.ACCEPTS;
      }
    }
  }

  private void note(boolean kept, int number, String complaint) {
    if (!kept) {
      complain(number, complaint);
    }
  }

  private void complain(int number, String complaint) {
    complaints.add("t" + number + " " + complaint);
  }
}
