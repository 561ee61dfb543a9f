package io.github.taskloom.internal.make;

import io.github.taskloom.Preview;
import io.github.taskloom.Preview.Reason;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.internal.task.Policy;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskRestore;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.policy.EdgeRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes DONE what a journal has as DONE: a task whose entry fits, and of which all that it requires
 * is DONE, restored or by itself. So what requires a task that runs again runs again, too; and so
 * does what is there for a failure, which this run may not have.
 *
 * <p>What was DONE and runs again is no longer DONE in the journal from before anything runs: a
 * process that ends while it runs leaves half of something, whatever the next one makes it of.
 */
final class JournalRestore {
  private final Journal journal;
  private final JournalKeys keys;

  JournalRestore(Journal journal, JournalKeys keys) {
    this.journal = journal;
    this.keys = keys;
  }

  /** What a make of these tasks has to settle, each behind all that it requires. */
  static List<TaskNode<?>> unsettled(
      Collection<? extends TaskNode<?>> given, @Nullable Runner caller) {
    Layers<TaskNode<?>> layers = Plan.layered(given, caller).graph();
    List<TaskNode<?>> tasks = new ArrayList<>();
    for (int layer = 0; layer < layers.count(); layer++) {
      tasks.addAll(layers.layer(layer));
    }
    return tasks;
  }

  /** Each of them behind all that it requires. */
  void restore(List<TaskNode<?>> tasks) {
    long last = 0;
    for (Preview judged : judged(tasks, true)) {
      if (judged.runs()) {
        last = Math.max(last, reopen(TaskNode.of(judged.task())));
      }
    }
    journal.await(last);
  }

  /** The position of what is recorded of it; 0 if nothing need be. */
  private long reopen(TaskNode<?> task) {
    JournalEntry entry = journal.find(JournalKeys.of(task));
    if (entry == null
        || entry.outcome() != JournalEntry.Outcome.DONE
        || task.state() != TaskState.PENDING) {
      return 0;
    }
    return journal.append(
        new JournalEntry(
            entry.key(),
            entry.fingerprint(),
            JournalEntry.Outcome.REOPENED,
            0,
            null,
            null,
            Instant.now()));
  }

  /** As {@link #restore}, and nothing is changed. */
  List<Preview> preview(List<TaskNode<?>> tasks) {
    return judged(tasks, false);
  }

  private List<Preview> judged(List<TaskNode<?>> tasks, boolean restores) {
    Set<TaskNode<?>> done = new HashSet<>(); // tasks are equal by identity
    List<Preview> judged = new ArrayList<>(tasks.size());
    for (TaskNode<?> task : tasks) {
      JournalEntry entry = journal.find(JournalKeys.of(task));
      Preview found = whyItRuns(task, entry, done);
      if (found == null) {
        found = read(task, Objects.requireNonNull(entry), restores);
      }
      if (!found.runs()) {
        done.add(task);
      }
      judged.add(found);
    }
    return judged;
  }

  private static Preview read(TaskNode<?> task, JournalEntry entry, boolean restores) {
    try {
      Object value = JournalKeys.codec(task).read(entry.value());
      return !restores || TaskRestore.tryRestore(task, value)
          ? new Preview(task, Reason.UNCHANGED, "it was DONE, and is made of the same")
          : new Preview(task, Reason.BEGUN, "it has begun elsewhere");
    } catch (Exception unreadable) {
      return new Preview(
          task,
          Reason.UNREADABLE,
          "its value in the journal cannot be read: " + Described.of(unreadable));
    }
  }

  /** Null if it can be restored, where these are. */
  private @Nullable Preview whyItRuns(
      TaskNode<?> task, @Nullable JournalEntry entry, Set<TaskNode<?>> done) {
    if (task.state() != TaskState.PENDING) {
      return new Preview(task, Reason.BEGUN, "it is " + task.state());
    }
    if (entry == null) {
      return new Preview(task, Reason.NOT_RECORDED, "nothing is recorded of it");
    }
    if (entry.outcome() != JournalEntry.Outcome.DONE) {
      return new Preview(task, Reason.NOT_DONE, itWas(entry));
    }
    if (!JournalKeys.isMadeOfTheSame(task, entry)) {
      return new Preview(
          task, Reason.CHANGED, "its fingerprint, or what it requires, is not what it was");
    }
    Policy<?> policy = task.policy();
    for (TaskNode<?> required : task.required()) {
      if (policy != null && policy.rule(required) == EdgeRule.FAILED) {
        return new Preview(
            task, Reason.FOR_FAILURE, "it is there for a failure of " + required.name());
      }
      if (required.state() != TaskState.DONE && !done.contains(required)) {
        return new Preview(
            task,
            Reason.PREREQUISITE_RUNS,
            required.name()
                + (required.isSettled() ? " is " + required.state() : " is not restored"));
      }
    }
    return keys.followsTheSame(task, entry)
        ? null
        : new Preview(
            task, Reason.PREREQUISITE_RAN, "something that it requires has run once more since");
  }

  private static String itWas(JournalEntry entry) {
    if (entry.outcome() == JournalEntry.Outcome.REOPENED) {
      return "it began to be made again, and how that ended is not recorded";
    }
    return "it was "
        + entry.outcome()
        + " in attempt "
        + entry.attempts()
        + (entry.reason() == null ? "" : ": " + entry.reason());
  }
}
