package io.github.taskloom.model;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether states, attempts, runs, results and causes are what the model says. */
final class Outcomes {
  private final Subject subject;

  /** How each task was after the step before. */
  private final List<PrerequisiteCheck> before = new ArrayList<>();

  /**
   * How a task stands.
   *
   * @param content the value, or why there is none
   */
  private record PrerequisiteCheck(State state, int attempt, @Nullable Object content) {}

  Outcomes(Subject subject) {
    this.subject = subject;
    remember();
  }

  /** Compares with a model, exactly. */
  void check(Model model) {
    for (int i = 0; i < subject.size(); i++) {
      check(i, model.cell(i));
    }
    remember();
  }

  /** What is now is what was before the next step. */
  void remember() {
    before.clear();
    for (int i = 0; i < subject.size(); i++) {
      before.add(standing(i));
    }
  }

  private PrerequisiteCheck standing(int task) {
    return new PrerequisiteCheck(
        subject.state(task), subject.task(task).attempt(), content(subject.task(task)));
  }

  /** The value, or why there is none. */
  static @Nullable Object content(Task<@Nullable Object> task) {
    return switch (task.outcome()) {
      case Done<@Nullable Object> done -> done.value();
      case Failed<@Nullable Object> failed -> failed.cause();
      case Cancelled<@Nullable Object> cancelled -> cancelled.why();
      case Unsettled<@Nullable Object> open -> null;
    };
  }

  private void check(int task, Cell cell) {
    PrerequisiteCheck now = standing(task);
    String name = "t" + task;
    Violation.unless(
        now.state() == cell.state, name + " is " + now.state() + ", the model says " + cell);
    Violation.unless(
        now.attempt() == cell.attempt,
        name + " is in attempt " + now.attempt() + ", the model says " + cell.attempt);
    int runs = subject.probe(task).runs();
    Violation.unless(
        runs == cell.runs, name + " ran " + runs + " times, the model says " + cell.runs);
    List<Integer> requires =
        subject.task(task).prerequisites().stream().map(subject::number).toList();
    Violation.unless(
        requires.equals(cell.requires),
        name + " requires " + requires + ", the model says " + cell.requires);
    PrerequisiteCheck old = before.get(task);
    if (old.state() == now.state() && old.attempt() == now.attempt()) {
      Violation.unless(
          old.content() == now.content(),
          name + " had the outcome " + old.content() + ", and without a step " + now.content());
    } else {
      checkContent(task, cell, old, now.content());
    }
  }

  private void checkContent(int task, Cell cell, PrerequisiteCheck old, @Nullable Object content) {
    Probe probe = subject.probe(task);
    boolean kept =
        switch (cell.why) {
          case OPEN -> content == null;
          case RETURNED, BY_HAND -> Objects.equals(content, cell.value);
          case THREW, THREW_CANCELLED -> content == probe.thrown;
          case TEST_THREW -> content == probe.testThrown;
          case REJECTED -> content == probe.rejection;
          case THREW_WHILE_CANCELLING -> isCancelled(content) && cause(content) == probe.thrown;
          case TEST_ACCEPTED, ASKED -> isCancelled(content);
          case FIRED ->
              switch (cell.state) {
                case CANCELLED -> isCancelled(content);
                case ABORT ->
                    content instanceof TaskException
                        && (!(old.content() instanceof Throwable)
                            || cause(content) == old.content());
                default -> content == probe.failure;
              };
          case PREREQUISITE -> isBy(content, cell);
        };
    Violation.unless(kept, "t" + task + " has the outcome " + content + ", the model says " + cell);
  }

  private static boolean isCancelled(@Nullable Object content) {
    return content instanceof CancelledException why && why.blocker() == null;
  }

  private static @Nullable Throwable cause(@Nullable Object content) {
    return content instanceof Throwable thrown ? thrown.getCause() : null;
  }

  /** The chain goes on with what the culprit failed with, and so leads to the root failure. */
  private boolean isBy(@Nullable Object content, Cell cell) {
    if (content instanceof PrerequisiteException failed) {
      int by = subject.number(failed.prerequisite());
      return cell.state == State.FAILED
          && cell.culprits.contains(by)
          && failed.prerequisiteState() == subject.task(by).state()
          && failed.getCause() == content(subject.task(by));
    }
    return cell.state == State.CANCELLED
        && content instanceof CancelledException why
        && cell.culprits.contains(subject.number(why.blocker()));
  }
}
