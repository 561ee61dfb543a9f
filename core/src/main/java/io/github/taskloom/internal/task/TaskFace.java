package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.Drawing;
import io.github.taskloom.Outcome;
import io.github.taskloom.Result;
import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.observe.Observers;
import io.github.taskloom.internal.observe.TransitionDrawing;
import io.github.taskloom.policy.Attempt;
import io.github.taskloom.policy.EdgeRule;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What users, and the run states that they hold, call of a {@link TaskNode}: a line each, which
 * says where it is done. Without fields.
 *
 * @param <T> the result
 */
public abstract sealed class TaskFace<T extends @Nullable Object>
    implements Task<T>, RunSignal.Owner permits TaskNode {
  TaskFace() {}

  /** This. */
  abstract TaskNode<T> node();

  // ---- how it stands

  @Override
  public final TaskState state() {
    return node().status().state();
  }

  @Override
  public final int attempt() {
    return node().status().attempt();
  }

  @Override
  public final boolean isSettled() {
    return state().isSettled();
  }

  @Override
  public final List<Attempt> attempts() {
    Policy<T> policy = node().policy();
    return policy == null ? List.of() : policy.attempts();
  }

  @Override
  public final RunState runState() {
    return RunSignal.current(Extras.RUN_STATE, node().extrasToWrite(), node());
  }

  @Override
  public final boolean isRunningIn(int attempt) {
    return node().status().isRunningIn(attempt);
  }

  @Override
  public final boolean isAskedToEndIn(int attempt) {
    return node().status().isAskedToEndIn(attempt);
  }

  @Override
  public final TaskNode<T> view() {
    return node();
  }

  // ---- its edges

  @Override
  public final void require(Task<?> required) {
    TaskEdges.require(node(), TaskEdges.other(required));
  }

  @Override
  public final void require(Task<?> required, EdgeRule rule) {
    TaskEdges.require(node(), TaskEdges.other(required), rule);
  }

  @Override
  public final void unrequire(Task<?> required) {
    TaskEdges.unrequire(node(), TaskEdges.other(required));
  }

  @Override
  public final List<Task<?>> prerequisites() {
    return List.of(node().required());
  }

  @Override
  public final List<Task<?>> dependents() {
    return List.of(node().dependentNodes());
  }

  @Override
  public final List<Task<?>> blockers() {
    return List.copyOf(PrerequisiteCheck.of(node()).blockers());
  }

  @Override
  public final boolean isBlocked() {
    return PrerequisiteCheck.of(node()).isBlocked();
  }

  // ---- how it runs, is asked to end, and begins again

  @Override
  public final TaskState dispatch() {
    return TaskDispatch.dispatch(node());
  }

  @Override
  public final Thread bg() {
    return TaskDispatch.inBackground(node());
  }

  @Override
  public final Outcome<T> run() {
    return TaskDispatch.run(node());
  }

  @Override
  public final void cancel() {
    TaskCancellation.cancel(node(), null);
  }

  @Override
  public final void cancel(String reason) {
    TaskCancellation.cancel(node(), Objects.requireNonNull(reason));
  }

  @Override
  public final void repairWith(Callable<? extends T> repaired) {
    TaskRepair.reopen(node(), Objects.requireNonNull(repaired, "A task needs a function"), false);
  }

  @Override
  public final void completeWith(T given) {
    TaskRepair.completeWith(node(), given);
  }

  @Override
  public final void restore(T known) {
    TaskRestore.restore(node(), known);
  }

  @Override
  public final List<Task<?>> reopenDependents() {
    return List.copyOf(Reopening.of(node()));
  }

  // ---- its events

  @Override
  public final void prepared() {
    TaskEvents.fire(node(), TaskEvent.PREPARED);
  }

  @Override
  public final void queue() {
    TaskEvents.fire(node(), TaskEvent.QUEUE);
  }

  @Override
  public final void fail(Throwable cause) {
    TaskEvents.fire(
        node(), TaskEvent.ERROR, Objects.requireNonNull(cause, "A failure needs its cause"));
  }

  @Override
  public final void abort() {
    TaskEvents.fire(node(), TaskEvent.ABORT);
  }

  @Override
  public final void abort(String reason) {
    TaskEvents.fire(node(), TaskEvent.ABORT, Objects.requireNonNull(reason));
  }

  @Override
  public final void retry() {
    TaskEvents.fire(node(), TaskEvent.RETRY);
  }

  // ---- what became of it

  @Override
  public final Result<T> result() {
    return TaskResults.present(node());
  }

  @Override
  public final Outcome<T> outcome() {
    return TaskResults.outcome(node(), node().status());
  }

  // ---- listened to, and drawn

  @Override
  public final Registration onTransition(
      Consumer<? super Transition<TaskState, TaskEvent>> callback) {
    return Observers.register(
        Extras.OBSERVERS, node().extrasToWrite(), null, Objects.requireNonNull(callback));
  }

  @Override
  public final Registration onEnter(
      TaskState state, Consumer<? super Transition<TaskState, TaskEvent>> callback) {
    Objects.requireNonNull(callback);
    return Observers.register(
        Extras.OBSERVERS, node().extrasToWrite(), Objects.requireNonNull(state), callback);
  }

  @Override
  public final void keepHistory(int capacity) {
    Observers.<TaskState, TaskEvent>keepHistory(Extras.OBSERVERS, node().extrasToWrite(), capacity);
  }

  @Override
  public final List<Transition<TaskState, TaskEvent>> history() {
    return Observers.kept(node().observers());
  }

  @Override
  public final String transitionsToDot() {
    return TransitionDrawing.draw(BaseTask.TRANSITIONS, name(), state(), history());
  }

  @Override
  public final String toDot() {
    return Tasks.toDot(List.of(this), Drawing.defaults().followBlocking());
  }

  @Override
  public final String toString() {
    return "Task[" + name() + ", " + state() + "]";
  }
}
