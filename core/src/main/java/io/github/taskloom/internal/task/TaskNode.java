package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.Drawing;
import io.github.taskloom.Outcome;
import io.github.taskloom.Result;
import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.Tasks;
import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.fsm.Status;
import io.github.taskloom.policy.Attempt;
import io.github.taskloom.policy.EdgeRule;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link Task} is: its fields, and each change of them. What is done with them, and why,
 * stands beside it: {@link TaskEdges}, {@link TaskDispatch}, {@link TaskRun}, {@link
 * TaskCancellation}, {@link TaskRepair}, {@link TaskResults}.
 *
 * <pre>
 *   state             the detail of its status
 *   PREPARE           none
 *   PENDING           none; an Edition after a change of edges; a Replacement after a repair;
 *                     a Backoff between two attempts
 *   QUEUED            whose submission it is, and none where it was queued by hand
 *   RUNNING           the Runner; a CancelRequest once it was asked to end
 *   DONE              none
 *   FAILED, ABORT     why, an exception
 *   CANCELLED         why, a CancelledException
 *
 *   field             access       written by                            guarded by
 *   status (of Fsm)   volatile     the thread that wins the CAS
 *   name              opaque, CAS  the first thread that asks
 *   mark              plain        the walk that numbers tasks at present
 *   prerequisites     volatile     any thread, while PREPARE or PENDING   CAS; the status is renewed
 *   dependents        volatile     any thread                            CAS; the near end decides
 *   policy            volatile     the first thread that needs it        CAS
 *   runState          volatile     the first that asks in an attempt     CAS
 *   result            volatile     the first that asks in an attempt     CAS
 *   value             plain        the thread that holds it RUNNING      the status
 *   function          CAS, plain   a repair, before the task is claimed; the status
 *                                  the thread that has made it DONE
 * </pre>
 *
 * @param <T> the result
 */
public final class TaskNode<T extends @Nullable Object> extends Fsm<TaskState, TaskEvent>
    implements Task<T> {
  private static final VarHandle NAME = field("name", String.class);
  private static final VarHandle RUN_STATE = field("runState", RunSignal.class);
  private static final VarHandle POLICY = field("policy", Policy.class);
  static final VarHandle PREREQUISITES = field("prerequisites", Object.class);
  static final VarHandle DEPENDENTS = field("dependents", Object.class);
  static final VarHandle RESULT = field("result", TaskResult.class);
  static final VarHandle FUNCTION = field("function", Callable.class);

  /** Null until it is asked for where none was given; through NAME. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable String name;

  /** That of the present attempt, or of an earlier one; null until it is asked for. */
  private volatile @Nullable RunSignal runState; // written through RUN_STATE

  /** For the walk that is numbering tasks at present; what an earlier one left means nothing. */
  private int mark;

  // As Edges describes.
  private volatile @Nullable Object prerequisites;
  private volatile @Nullable Object dependents;

  /** Null for one that uses none of it; once there it stays. Written through POLICY. */
  private volatile @Nullable Policy<T> policy;

  private @Nullable T value;

  /** That of the present attempt or of an earlier one; null until it is asked for. */
  private volatile @Nullable TaskResult<T> result;

  /** Null once the task is DONE, with all that it captures. */
  private @Nullable Callable<? extends T> function;

  @SuppressWarnings("this-escape") // the handle writes a field of this, nothing else sees it
  public TaskNode(
      @Nullable String name,
      Callable<? extends T> function,
      TaskState initial,
      @Nullable Policy<T> policy) {
    super(BaseTask.TRANSITIONS, initial);
    this.name = name;
    this.function = Objects.requireNonNull(function, "A task needs a function");
    if (policy != null) {
      POLICY.set(this, policy); // plain: no other thread can see the task yet
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

  // ---- what it is called, and how it stands

  @Override
  public String name() {
    return DerivedName.of(NAME, this);
  }

  /** Null where none was given, nor asked for. */
  public @Nullable String nameIfAny() {
    return (String) NAME.getOpaque(this);
  }

  @Override
  public int attempt() {
    return status().attempt();
  }

  @Override
  public boolean isSettled() {
    return state().isSettled();
  }

  @Override
  public String toString() {
    return "Task[" + name() + ", " + state() + "]";
  }

  @Override
  public String toDot() {
    return Tasks.toDot(List.of(this), Drawing.defaults().followBlocking());
  }

  public int mark() {
    return mark;
  }

  public void mark(int number) {
    mark = number;
  }

  // ---- its policy and its run state

  public @Nullable Policy<T> policy() {
    return policy;
  }

  /** For those who have something to write into it. */
  Policy<T> policyToWrite() {
    Policy<T> mine = policy;
    if (mine == null) {
      Policy<T> fresh = new Policy<>(false, null, null, null);
      @SuppressWarnings("unchecked") // the field holds nothing else
      Policy<T> witness = (Policy<T>) POLICY.compareAndExchange(this, null, fresh);
      mine = witness == null ? fresh : witness;
    }
    return mine;
  }

  @Override
  public List<Attempt> attempts() {
    Policy<T> mine = policy;
    return mine == null ? List.of() : mine.attempts();
  }

  @Override
  public RunState runState() {
    return RunSignal.current(RUN_STATE, this);
  }

  /** The run state if that of this attempt was asked for. */
  @Nullable RunSignal runStateIfAsked(int attempt) {
    RunSignal current = runState; // by each run: a handle that is passed on would not be constant
    return current != null && current.isOf(attempt) ? current : null;
  }

  /** Whether a result leads to DONE whatever it is, unless there is a cancel request. */
  boolean isPlain(int attempt) {
    Policy<T> mine = policy;
    return (mine == null || mine.isPlain()) && runStateIfAsked(attempt) == null;
  }

  boolean isCancelledOnException() {
    Policy<T> mine = policy;
    return mine != null && mine.isCancelledOnException();
  }

  boolean isCancelledBy(T computed) {
    Policy<T> mine = policy;
    return mine != null && !isRepairedByValue() && mine.isCancelledBy(computed);
  }

  // ---- its edges

  @Override
  public void require(Task<?> required) {
    TaskEdges.require(this, TaskEdges.other(required));
  }

  @Override
  public void require(Task<?> required, EdgeRule rule) {
    TaskEdges.require(this, TaskEdges.other(required), rule);
  }

  @Override
  public void unrequire(Task<?> required) {
    TaskEdges.unrequire(this, TaskEdges.other(required));
  }

  @Override
  public List<Task<?>> prerequisites() {
    return List.of(required());
  }

  @Override
  public List<Task<?>> dependents() {
    return List.of(dependentNodes());
  }

  @Override
  public List<Task<?>> blockers() {
    return List.copyOf(Standing.of(this).blockers());
  }

  @Override
  public boolean isBlocked() {
    return Standing.of(this).isBlocked();
  }

  /** As {@link #prerequisites}; not to be written to. */
  public TaskNode<?>[] required() {
    return Edges.of(prerequisites);
  }

  /** As {@link #dependents}; not to be written to. */
  public TaskNode<?>[] dependentNodes() {
    return Edges.of(dependents);
  }

  boolean requires(TaskNode<?> other) {
    return Edges.has(prerequisites, other);
  }

  boolean holdsManyDependents() {
    return Edges.isSweepDue(dependents);
  }

  // ---- its function, and how it runs

  @Override
  public TaskState dispatch() {
    return TaskDispatch.dispatch(this);
  }

  @Override
  public Thread bg() {
    return TaskDispatch.inBackground(this);
  }

  @Override
  public Outcome<T> run() {
    return TaskDispatch.run(this);
  }

  /** The function as it is called; null once the task is DONE. */
  @Nullable Callable<? extends T> function() {
    return function;
  }

  /** The function as the user wrote it, for what its class tells; null once the task is DONE. */
  public @Nullable Object userFunction() {
    Object mine = function;
    if (mine instanceof Replacement<?> replacement) {
      mine = replacement.function();
    }
    return mine instanceof UserFunction<?> adapted ? adapted.function() : mine;
  }

  /** A value that was given by hand is asked nothing. */
  boolean isRepairedByValue() {
    return function instanceof Replacement<?> replacement && replacement.isValue();
  }

  /** The CAS that claims the task for a runner; returns its witness. */
  public Status<TaskState> enterRun(Status<TaskState> expected, Runner runner) {
    runner.task(this); // before the CAS: a thread that sees us RUNNING there finds us
    return transitionTo(expected, TaskEvent.DISPATCH, runner.running());
  }

  /** After {@link #enterRun}: runs the function and settles. */
  public TaskState perform() {
    return TaskRun.perform(this, Objects.requireNonNull(function));
  }

  /** As {@link #perform()}, under a retry rule or limits; PENDING if another attempt follows. */
  public TaskState perform(Terms terms, UnaryOperator<Callable<? extends T>> guard) {
    return TaskRun.perform(this, Objects.requireNonNull(function), terms, guard);
  }

  /** As {@link TaskDispatch#performOn}. */
  public @Nullable TaskState performOn(
      Runner runner, BooleanSupplier claim, Supplier<TaskState> performs) {
    return TaskDispatch.performOn(this, runner, claim, performs);
  }

  /** As {@link TaskDispatch#breakOff}. */
  public boolean breakOff(Runner runner, Throwable thrown) {
    return TaskDispatch.breakOff(this, runner, thrown);
  }

  /** For the run alone: one settles, or learns of a cancel request. */
  public Status<TaskState> settleRun(
      Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    Status<TaskState> witness = transition(expected, event, detail);
    if (witness == expected && event == TaskEvent.DONE) {
      function = null;
    }
    return witness;
  }

  // ---- what becomes of it

  @SuppressWarnings("NullAway") // a null value is a value of T where T allows it
  T value() {
    return value;
  }

  /** For the run alone, before it settles. */
  void value(@Nullable T computed) {
    value = computed;
  }

  /** As a dependent's function takes it. */
  T input() {
    return TaskResults.input(this);
  }

  @Override
  public Result<T> result() {
    return TaskResults.present(this);
  }

  /** That of the present attempt or of an earlier one; null if none was asked for. */
  @Nullable TaskResult<T> resultIfAsked() {
    return result;
  }

  @Override
  public Outcome<T> outcome() {
    return TaskResults.outcome(this, status());
  }

  /** Why it is FAILED, CANCELLED or ABORT; null in other states. */
  public @Nullable Throwable failure() {
    Status<TaskState> now = status();
    return now.state().isSettled() && now.detail() instanceof Throwable why ? why : null;
  }

  // ---- how it is asked to end, and begins again

  @Override
  public void cancel() {
    TaskCancellation.cancel(this, null);
  }

  @Override
  public void cancel(String reason) {
    TaskCancellation.cancel(this, Objects.requireNonNull(reason));
  }

  /** As {@link TaskCancellation#cancelOn}. */
  public @Nullable CancelRequest cancelOn(Runner runner, String reason) {
    return TaskCancellation.cancelOn(this, runner, reason);
  }

  /** As {@link TaskCancellation#expireOn}. */
  public @Nullable CancelRequest expireOn(
      Runner runner, int attempt, TaskTimeoutException timeout) {
    return TaskCancellation.expireOn(this, runner, attempt, timeout);
  }

  /** As {@link TaskCancellation#takeBack}. */
  public boolean takeBack(Predicate<Status<TaskState>> isOwn, String why) {
    return TaskCancellation.takeBack(this, isOwn, why);
  }

  /** For a make alone: takes the wait for the next attempt over; returns the witness. */
  public Status<TaskState> takeOver(Status<TaskState> expected, Backoff own) {
    return replaceDetail(expected, own);
  }

  @Override
  public void repairWith(Callable<? extends T> repaired) {
    TaskRepair.reopen(this, Objects.requireNonNull(repaired, "A task needs a function"), false);
  }

  @Override
  public void completeWith(T given) {
    TaskRepair.completeWith(this, given);
  }

  @Override
  public List<Task<?>> reopenDependents() {
    return List.copyOf(Reopening.of(this));
  }

  // ---- its events

  @Override
  public void prepared() {
    fire(TaskEvent.PREPARED);
  }

  @Override
  public void queue() {
    fire(TaskEvent.QUEUE);
  }

  @Override
  public void fail(Throwable cause) {
    fire(TaskEvent.ERROR, Objects.requireNonNull(cause, "A failure needs its cause"));
  }

  @Override
  public void abort() {
    fire(TaskEvent.ABORT);
  }

  @Override
  public void abort(String reason) {
    fire(TaskEvent.ABORT, Objects.requireNonNull(reason));
  }

  @Override
  public void retry() {
    fire(TaskEvent.RETRY);
  }

  @Override
  public TaskState fire(TaskEvent event, @Nullable Object detail) {
    return super.fire(event, TaskEvents.reason(this, event, detail));
  }

  @Override
  public boolean tryFire(TaskEvent event, @Nullable Object detail) {
    return super.tryFire(event, TaskEvents.reason(this, event, detail));
  }

  @Override
  protected FsmException refused(String message) {
    return TaskEvents.refused(this, message);
  }

  @Override
  protected boolean allows(Status<TaskState> from, TaskEvent event) {
    return TaskEvents.allowsFromOutside(from, event) && super.allows(from, event);
  }

  @Override
  protected String advice(Status<TaskState> from, TaskEvent event) {
    return TaskEvents.advice(from, event);
  }

  // ---- its status; one CAS each, which returns the witness

  /** Leaves {@code expected} by an event, whatever is allowed from outside. */
  public Status<TaskState> move(
      Status<TaskState> expected, TaskEvent event, @Nullable Object detail) {
    return transition(expected, event, detail);
  }

  /** Replaces the detail; no transition, and no callback learns of it. */
  Status<TaskState> replaceDetail(Status<TaskState> expected, @Nullable Object detail) {
    return amend(expected, withDetail(expected, detail));
  }

  /**
   * Anew in the same state, after a change of the prerequisites: a thread that looked at them
   * before and would dispatch or settle the task by what it saw loses its CAS.
   */
  Status<TaskState> renewed() {
    Status<TaskState> now = status();
    while (now.state() == TaskState.PENDING) {
      Status<TaskState> witness = amend(now, Edition.after(now));
      if (witness == now) {
        return now;
      }
      now = witness;
    }
    return now;
  }

  /** Before the CAS: what would be forgotten by it, a settled attempt's result, a repair. */
  @Override
  @SuppressWarnings("unchecked") // a repair of this task put it there
  protected void leaving(Status<TaskState> from, TaskEvent event) {
    if (event == TaskEvent.RETRY) {
      TaskResults.complete(this, from);
    } else if (from.detail() instanceof Replacement<?> replacement) {
      TaskRepair.install(this, (Replacement<T>) replacement);
    }
  }

  /** After it. */
  @Override
  protected void entered(Status<TaskState> from, TaskEvent event, Status<TaskState> to) {
    if (to.state().isSettled()) {
      TaskResults.complete(this, to);
    } else if (event == TaskEvent.PREPARED) {
      TaskCancellation.cancelIfPrepared(this);
    } else if (event == TaskEvent.RETRY) {
      TaskEdges.linkAgain(this);
    }
  }

  /** The RUNNING status of a task on this runner. */
  static Status<TaskState> runningOn(Runner runner) {
    return prepared(BaseTask.TRANSITIONS, TaskState.RUNNING, runner);
  }

  /** A PENDING status with this detail. */
  static Status<TaskState> pendingIn(Edition edition) {
    return prepared(BaseTask.TRANSITIONS, TaskState.PENDING, edition);
  }

  /** The same status as another instance. */
  static Status<TaskState> anew(Status<TaskState> status) {
    return withDetail(status, status.detail());
  }
}
