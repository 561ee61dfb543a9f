package io.github.taskloom.internal.make;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.TaskException;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.internal.task.ResultWriter;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskRecording;
import io.github.taskloom.internal.task.TaskResults;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.journal.ValueCodec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records what becomes of the tasks of one make, and restores before it begins what was DONE.
 *
 * <p>An entry is appended by the thread that tells of the task, and awaited before a task begins
 * that requires it: in the layered order once for all of a layer, in the eager one by the thread
 * itself. So tasks that none requires share one wait, at the end.
 */
final class MakeJournal implements MakeObserver, ResultWriter {
  private final Journal journal;
  private final JournalKeys keys;
  private final boolean isLayered;
  private final List<TaskNode<?>> tasks;

  /** Of attempts that have ended with a value, until that is recorded. */
  private final Map<TaskNode<?>, Written> written = new ConcurrentHashMap<>();

  /** The position of the last entry; only ever greater. */
  private final AtomicLong last = new AtomicLong();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Written(int attempt, byte @Nullable [] bytes) {}

  private MakeJournal(Journal journal, boolean isLayered, List<TaskNode<?>> tasks) {
    this.journal = journal;
    this.keys = new JournalKeys(journal);
    this.isLayered = isLayered;
    this.tasks = tasks;
  }

  /**
   * By the caller, before the make is planned: restores what can be, and from now on records.
   *
   * @throws io.github.taskloom.TaskStateException if a task has no key, or not one of its own;
   *     nothing was restored
   * @throws JournalException if the journal cannot be read
   */
  static MakeJournal begin(
      Journal journal,
      Order order,
      Collection<? extends TaskNode<?>> given,
      @Nullable Runner caller) {
    List<TaskNode<?>> tasks = JournalRestore.unsettled(given, caller);
    JournalKeys.ensureUnique(tasks);
    MakeJournal begun = new MakeJournal(journal, order == Order.LAYERED, tasks);
    new JournalRestore(journal, begun.keys).restore(tasks);
    for (TaskNode<?> task : tasks) {
      if (!task.isSettled()) {
        TaskRecording.by(task, begun);
      }
    }
    return begun;
  }

  @Override
  public void makeBegins(
      long make, Collection<? extends TaskNode<?>> goals, @Nullable TaskNode<?> parent) {}

  @Override
  public void attemptBegins(
      long make, TaskNode<?> task, int attempt, Thread worker, long readySince) {}

  @Override
  public void attemptFails(long make, TaskNode<?> task) {
    written.remove(task);
  }

  /** By the thread that runs the attempt, as the last of it. */
  @Override
  public void write(TaskNode<?> task, int attempt, @Nullable Object value) throws TaskException {
    try {
      written.put(task, new Written(attempt, encoded(task, value)));
    } catch (Exception unwritable) {
      throw new TaskException(
          task,
          task.name() + " gave a value that cannot be recorded: " + Described.of(unwritable),
          unwritable);
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // a value of another type fails the attempt
  private static byte @Nullable [] encoded(TaskNode<?> task, @Nullable Object value)
      throws Exception {
    return ((ValueCodec<@Nullable Object>) JournalKeys.codec(task)).write(value);
  }

  @Override
  public void taskSettles(long make, TaskNode<?> task, boolean done) {
    long position = journal.append(entry(task));
    last.accumulateAndGet(position, Math::max);
    if (!isLayered && task.dependentNodes().length > 0) {
      journal.await(position);
    }
  }

  private JournalEntry entry(TaskNode<?> task) {
    Throwable failure = TaskResults.failure(task);
    JournalEntry.Outcome outcome =
        switch (task.state()) {
          case DONE -> JournalEntry.Outcome.DONE;
          case CANCELLED -> JournalEntry.Outcome.CANCELLED;
          default -> JournalEntry.Outcome.FAILED;
        };
    boolean hasRun =
        !(failure instanceof PrerequisiteException)
            && !(failure instanceof CancelledException cancelled && cancelled.blocker() != null);
    return new JournalEntry(
        JournalKeys.of(task),
        keys.fingerprint(task),
        outcome,
        hasRun ? task.attempt() : 0,
        outcome == JournalEntry.Outcome.DONE ? value(task) : null,
        failure == null ? null : Described.of(failure),
        Instant.now());
  }

  /** As the attempt has written it; of one that was run on another account now. */
  private byte @Nullable [] value(TaskNode<?> task) {
    Written ready = written.remove(task);
    if (ready != null && ready.attempt() == task.attempt()) {
      return ready.bytes();
    }
    try {
      return task.outcome() instanceof Done<?> done ? encoded(task, done.value()) : null;
    } catch (Exception unwritable) {
      throw new JournalException(
          task.name()
              + " is DONE, by another make or by hand, with a value that cannot be recorded: "
              + Described.of(unwritable),
          unwritable);
    }
  }

  @Override
  public void goesOn(long make) {
    journal.await(last.get());
  }

  @Override
  public void makeEnds(long make) {
    for (TaskNode<?> task : tasks) {
      TaskRecording.end(task, this);
    }
    journal.await(last.get());
  }
}
