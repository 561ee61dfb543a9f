package io.github.taskloom.cli.fresh;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.file.Freshness;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskGraph.Work;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs the command of a task unless it is up to date, and puts on record what its success was made
 * of and has left.
 *
 * <p>What is on record is taken back before the command starts and comes back after its success:
 * whatever ends this process meanwhile, no record claims more than is true. Inputs are looked at
 * before the command starts, so one that changes while it runs makes the task run again.
 *
 * <p>All methods may be called from any thread.
 */
public final class FreshWork implements Work, AutoCloseable {
  private final TaskCommand command;
  private final StatusCheck status;
  private final boolean isForced;
  private final Memory memory;

  private final Set<String> tracked;
  private final SuccessStore store;
  private final TaskHolds holds;
  private final Effects effects;
  private final Judge judge;
  private final Contents contents = new Contents();
  private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

  // Set before the run begins, read by the threads that run tasks.
  private volatile Consumer<String> hints = hint -> {};

  private volatile Consumer<String> onStart = name -> {};

  /**
   * @param folder where records are kept
   * @param directory what the folder of a task is relative to
   * @param definition stands for all that the task file says of what a task runs
   * @param command runs its script
   * @param status tells whether there is anything to do
   * @param isForced whether all is run, up to date or not
   * @param memory has what earlier runs of this process have made
   */
  public FreshWork(
      TaskFile file,
      Path folder,
      Path directory,
      Function<TaskEntry, String> definition,
      TaskCommand command,
      StatusCheck status,
      boolean isForced,
      Memory memory) {
    Map<String, TaskEntry> byName =
        file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, task -> task));
    this.command = command;
    this.status = status;
    this.isForced = isForced;
    this.memory = memory;
    this.tracked = memory.remembers() ? byName.keySet() : Tracked.in(file.tasks(), byName);
    this.store = new SuccessStore(folder);
    this.holds = new TaskHolds(folder.resolve("lock"));
    this.effects = new Effects(byName, store);
    this.judge = new Judge(directory, definition, store, contents, effects, memory);
  }

  /**
   * From now on this is told to people, by the threads that run tasks.
   *
   * @param lines is told what they should know
   * @param starts is told the names of tasks that {@link #tellsStartOf} as their first attempts
   *     start
   */
  public void tellTo(Consumer<String> lines, Consumer<String> starts) {
    hints = lines;
    onStart = starts;
  }

  /** Whether it is told here that a task starts, once it is known that it has anything to do. */
  public boolean tellsStartOf(String task) {
    return tracked.contains(task);
  }

  /** Why a task of this run ran, or was up to date; nothing if that was not asked. */
  public Optional<Verdict> verdict(String task) {
    return Optional.ofNullable(verdicts.get(task));
  }

  @Override
  public boolean run(TaskEntry task, String script) throws Exception {
    if (!tracked.contains(task.name())) {
      command.run(task, script);
      return true;
    }
    FileLock held;
    try {
      held = holds.hold(task.name(), () -> tellWait(task));
    } catch (InterruptedException e) {
      throw new CancelledException("stopped");
    } catch (IOException e) {
      throw new IOException("the record of its last success cannot be held: " + e.getMessage(), e);
    }
    try {
      return runHeld(task, script);
    } finally {
      held.release();
    }
  }

  private boolean runHeld(TaskEntry task, String script) throws Exception {
    Look look = judge.look(task);
    memory.saw(task.name(), WatchedFiles.inputs(look.keys(), look.inputs()));
    tellUnmatched(task, "inputs", look.inputs());
    Verdict earlier = verdicts.get(task.name()); // of an attempt before this one
    Verdict verdict = earlier != null ? earlier : verdict(task, look);
    if (verdict.isUpToDate()) {
      verdicts.put(task.name(), verdict);
      keep(task, look);
      return false;
    }
    verdicts.put(task.name(), verdict);
    effects.put(task.name(), Digests.unique());
    store.remove(task.name());
    if (earlier == null) {
      onStart.accept(task.name());
    }
    command.run(task, script);
    recordSuccess(task, look);
    memory.made(task.name());
    return true;
  }

  private Verdict verdict(TaskEntry task, Look look) throws Exception {
    return isForced ? Verdict.runs("--force") : judge.verdict(task, look, status);
  }

  /** It stays as it was; what had to be read need not be read again. */
  private void keep(TaskEntry task, Look look) {
    Success last = look.success();
    if (last == null) {
      effects.put(task.name(), "status");
      return;
    }
    effects.put(task.name(), last.effect());
    if (look.inputs().freshlyRead() || look.outputs().freshlyRead()) {
      save(
          task,
          new Success(
              task.name(),
              last.definition(),
              last.effect(),
              last.needs(),
              look.inputs().contents(),
              look.outputs().within(last.outputs().keySet())));
    }
  }

  private void recordSuccess(TaskEntry task, Look look) throws MissingOutputException {
    Freshness keys = look.keys();
    FileSet left = FileSet.look(keys.outputs(), look.folder(), Map.of(), contents);
    if (keys.outputs() != null) {
      List<String> missing = keys.outputs().missingNames(left.unmatched());
      if (!missing.isEmpty()) {
        throw new MissingOutputException(missing);
      }
      tellUnmatched(task, "outputs", left);
    }
    FileSet inputs = look.inputs().asLeft(keys.inputs(), keys.outputs(), left);
    if (!inputs.unreadable().isEmpty() || !left.unreadable().isEmpty()) {
      return; // it runs each time
    }
    String effect = keys.outputs() == null ? Digests.unique() : left.digest();
    effects.put(task.name(), effect);
    save(
        task,
        new Success(
            task.name(),
            look.definition(),
            effect,
            look.needs(),
            inputs.contents(),
            left.contents()));
  }

  private void tellUnmatched(TaskEntry task, String what, FileSet files) {
    String hint = Look.hint(what, files);
    if (hint != null) {
      tell(task, hint);
    }
  }

  private void save(TaskEntry task, Success success) {
    try {
      store.save(success);
    } catch (IOException e) {
      tell(task, "its success cannot be put on record, so it runs again next time: " + e);
    }
  }

  private void tellWait(TaskEntry task) {
    tell(task, "waits for another run, which is at it");
  }

  private void tell(TaskEntry task, String what) {
    hints.accept("--- " + Names.shown(task.name()) + ": " + Names.shown(what));
  }

  /** Lets go of all tasks. */
  @Override
  public void close() {
    holds.close();
  }
}
