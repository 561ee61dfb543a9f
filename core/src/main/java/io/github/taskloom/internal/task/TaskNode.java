package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.observe.Observers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link Task} is: its fields, and each change of them. What is done with them, and why,
 * stands beside it: {@link TaskTransition}, {@link TaskEdges}, {@link TaskDispatch}, {@link
 * TaskRun}, {@link TaskCancellation}, {@link TaskRepair}, {@link TaskResults}.
 *
 * <pre>
 *   state             the detail of its status
 *   PREPARE           none
 *   PENDING           none; an EdgeRevision after a change of edges; a Replacement after a repair;
 *                     a Backoff between two attempts; why, text, after it was taken back
 *   QUEUED            whose submission it is, and none where it was queued by hand
 *   RUNNING           the Runner, or the StageRun where no thread runs it; a CancelRequest once it
 *                     was asked to end
 *   DONE              none, the value is in its field; a Restored, which has it, without a run
 *   FAILED, ABORT     why, an exception
 *   CANCELLED         why, a CancelledException
 *
 *   field             access       written by                            guarded by
 *   status            volatile     the thread that wins the CAS
 *   name              opaque, CAS  the first thread that asks
 *   mark              plain        the walk that numbers tasks at present
 *   prerequisites     volatile     any thread, while PREPARE or PENDING   CAS; the status is renewed
 *   dependents        volatile     any thread                            CAS; the near end decides
 *   extras            volatile     the first thread that needs it        CAS
 *   value             plain        the thread that holds it RUNNING      the status
 *   function          CAS, plain   a repair, before the task is claimed; the status
 *                                  the thread that has made it DONE
 * </pre>
 *
 * @param <T> the result
 */
public final class TaskNode<T extends @Nullable Object> extends TaskFace<T> {
  private static final VarHandle STATUS = field("status", TaskStatus.class);
  private static final VarHandle NAME = field("name", String.class);
  private static final VarHandle EXTRAS = field("extras", Extras.class);
  static final VarHandle PREREQUISITES = field("prerequisites", Object.class);
  static final VarHandle DEPENDENTS = field("dependents", Object.class);
  static final VarHandle FUNCTION = field("function", Callable.class);

  static {
    Rehearsal.perform();
  }

  /** Changed by {@link #swing} alone. */
  private volatile TaskStatus status;

  /** Null until it is asked for where none was given; through NAME. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable String name;

  private int mark; // for the present walk; what an earlier one left means nothing
  private volatile @Nullable Object prerequisites; // as Edges describes
  private volatile @Nullable Object dependents;
  private @Nullable T value;

  /** Null for one that uses none of it; once there it stays. Written through EXTRAS. */
  private volatile @Nullable Extras<T> extras;

  /** Null once the task is DONE, with all that it captures. */
  private @Nullable Callable<? extends T> function;

  @SuppressWarnings({"this-escape", "NullAway"}) // through handles: nothing else sees this yet
  public TaskNode(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    // Plain: a volatile store would cost a fence per task.
    STATUS.set(this, TaskStatus.plain(initial));
    this.name = name;
    this.function = Objects.requireNonNull(function, "A task needs a function");
    if (policy != null) {
      EXTRAS.set(this, Extras.with(policy));
    }
  }

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(
        MethodHandles.lookup(), name, VarHandle.class, TaskNode.class, type);
  }

  /** The one place where a task of the user's becomes its node. */
  public static <T extends @Nullable Object> TaskNode<T> of(Task<T> task) {
    return (TaskNode<T>) task;
  }

  /** As {@link #of}, for several. */
  public static List<TaskNode<?>> all(Collection<? extends Task<?>> tasks) {
    List<TaskNode<?>> nodes = new ArrayList<>(tasks.size());
    for (Task<?> task : tasks) {
      nodes.add(of(Objects.requireNonNull(task, "A task is null")));
    }
    return nodes;
  }

  @Override
  TaskNode<T> node() {
    return this;
  }

  // ---- its status; one CAS each, which returns the witness

  public TaskStatus status() {
    return status;
  }

  /** Leaves {@code expected} by an event, whatever is allowed from outside. */
  public TaskStatus move(TaskStatus expected, TaskEvent event, @Nullable Object detail) {
    TaskState to = BaseTask.TRANSITIONS.next(expected.state(), event);
    if (to == null) {
      throw TaskEvents.refused(this, expected, event);
    }
    boolean opensAttempt = BaseTask.TRANSITIONS.opensAttempt(event);
    return TaskTransition.make(
        this, expected, event, expected.next(to, opensAttempt, observers() != null, detail));
  }

  /** The CAS that claims the task for a runner. */
  public TaskStatus enterRun(TaskStatus expected, Runner runner) {
    runner.task(this); // before the CAS: a thread that sees us RUNNING there finds us
    if (!expected.isPlain() || observers() != null) {
      return move(expected, TaskEvent.DISPATCH, runner);
    }
    TaskStatus next = runner.running();
    if (extras != null || expected.detail() instanceof Replacement) {
      return TaskTransition.make(this, expected, TaskEvent.DISPATCH, next);
    }
    TaskStatus witness = swing(expected, next);
    if (witness == expected && extras != null) {
      tellLate(expected, TaskEvent.DISPATCH, next);
    }
    return witness;
  }

  /** For the run alone, which settles or learns of a cancel request, and a restore in its place. */
  public TaskStatus settleRun(TaskStatus expected, TaskEvent event, @Nullable Object detail) {
    TaskStatus witness = move(expected, event, detail);
    if (witness == expected && (event == TaskEvent.DONE || event == TaskEvent.RESTORE)) {
      function = null;
    }
    return witness;
  }

  /** As {@link #settleRun} by DONE, where nothing is asked for and the status is a plain one. */
  boolean settlePlainRun(TaskStatus expected) {
    TaskStatus next = TaskStatus.plain(TaskState.DONE);
    if (swing(expected, next) != expected) {
      return false;
    }
    function = null;
    if (extras != null) {
      tellLate(expected, TaskEvent.DONE, next);
    }
    return true;
  }

  /** What came while the task was asked for nothing is told all that it has missed. */
  void tellLate(TaskStatus from, TaskEvent event, TaskStatus to) {
    TaskTransition.entered(this, event, to);
    Observers<TaskState, TaskEvent> current = observers();
    if (current == null) {
      return;
    }
    if (to.state().isSettled()) {
      TaskTelling.during(this, () -> TaskTransition.told(this, current, from, event, to));
    } else {
      TaskTransition.told(this, current, from, event, to);
    }
  }

  /** Replaces the detail; no transition, and no callback learns of it. */
  TaskStatus replaceDetail(TaskStatus expected, @Nullable Object detail) {
    return swing(expected, expected.withDetail(detail));
  }

  /** PENDING anew; a thread that expects what was there before loses its CAS. */
  TaskStatus renew(TaskStatus pending) {
    return swing(pending, EdgeRevision.after(pending));
  }

  /** The one place where the status changes; for {@link TaskTransition} and what is above alone. */
  TaskStatus swing(TaskStatus expected, TaskStatus next) {
    return (TaskStatus) STATUS.compareAndExchange(this, expected, next);
  }

  // ---- its name, its mark, and what few have

  @Override
  public String name() {
    return DerivedName.of(NAME, this);
  }

  /** Null where none was given, nor asked for. */
  public @Nullable String nameIfAny() {
    return (String) NAME.getOpaque(this);
  }

  public int mark() {
    return mark;
  }

  public void mark(int number) {
    mark = number;
  }

  /**
   * Null for a task without options and callbacks, whose result and run state were not asked for.
   */
  @Nullable Extras<T> extras() {
    return extras;
  }

  /** For those who have something to write into it. */
  Extras<T> extrasToWrite() {
    Extras<T> mine = extras;
    if (mine == null) {
      Extras<T> fresh = new Extras<>();
      @SuppressWarnings("unchecked") // the field holds nothing else
      Extras<T> witness = (Extras<T>) EXTRAS.compareAndExchange(this, null, fresh);
      mine = witness == null ? fresh : witness;
    }
    return mine;
  }

  public @Nullable Policy<T> policy() {
    Extras<T> mine = extras;
    return mine == null ? null : mine.policy;
  }

  @Nullable Observers<TaskState, TaskEvent> observers() {
    Extras<T> mine = extras;
    return mine == null ? null : mine.observers;
  }

  // ---- its edges, in order; not to be written to

  public TaskNode<?>[] required() {
    return Edges.of(prerequisites);
  }

  public TaskNode<?>[] dependentNodes() {
    return Edges.of(dependents);
  }

  boolean requires(TaskNode<?> other) {
    return Edges.has(prerequisites, other);
  }

  boolean holdsManyDependents() {
    return Edges.isSweepDue(dependents);
  }

  // ---- its function and its value

  /** The function as it is called; null once the task is DONE. */
  @Nullable Callable<? extends T> function() {
    return function;
  }

  /** That of a task which is DONE so. */
  @SuppressWarnings({"NullAway", "unchecked"}) // null where T allows it; its own restore's
  T value(TaskStatus done) {
    return done.detail() instanceof Restored restored ? (T) restored.value() : value;
  }

  /** For the run alone, before it settles. */
  void value(@Nullable T computed) {
    value = computed;
  }

  /** As {@link TaskRun#perform(TaskNode, Callable)}, after {@link #enterRun}. */
  public TaskState perform() {
    return TaskRun.perform(this, Objects.requireNonNull(function));
  }

  /** As {@link #perform()}, under a retry rule or limits; PENDING if another attempt follows. */
  public TaskState perform(EffectivePolicy effective, UnaryOperator<Callable<? extends T>> guard) {
    Callable<? extends T> called = effective.intercepted(this, Objects.requireNonNull(function));
    return TaskRun.perform(this, called, effective, guard);
  }
}
