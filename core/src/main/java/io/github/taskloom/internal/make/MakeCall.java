package io.github.taskloom.internal.make;

import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.Task;
import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.journal.Journal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of a make: begins it, hands out what settles, waits for its end, stops it. As
 * far as {@link MakeLoop} says, the make goes on in the caller's own thread; from there on, and for
 * a {@linkplain MakeStream stream} from its begin on, in a virtual thread that is forked in a scope
 * of the caller's, so that it inherits the caller's scoped values and cannot outlive the call.
 */
public final class MakeCall {
  private static final String INTERRUPTED = "its make was interrupted";
  private static final String CLOSED = "its make was closed";

  private MakeOptions how; // by the owner; the thread before it, under later()
  private boolean isForMake; // what of it is the caller's has been asked for
  private final List<TaskNode<?>> given;

  // Set once, by the thread that begins, in this order; read by the thread that stops or closes.
  private volatile @Nullable Thread owner;
  private volatile @Nullable CompletionLog completions;
  private volatile @Nullable Making making;

  /** The make is to stop, even if it has not begun. */
  private volatile boolean stopped;

  // By the owner alone.
  private @Nullable MakeRun run;
  private @Nullable Scope scope;
  private boolean over;
  private boolean interrupted;

  public MakeCall(MakeOptions how, Collection<? extends Task<?>> goals) {
    this.how = how;
    given = TaskNode.all(goals);
  }

  /** Makes all, without a stream. */
  public List<Task<?>> toEnd() {
    CompletionLog settled = begin(false);
    if (scope != null) { // else it is over
      awaitUntil(settled, true);
    }
    end();
    return settled.rest();
  }

  /** Makes a goal, the only one, and gives its value or throws. */
  public <T extends @Nullable Object> T value(Task<T> goal) {
    toEnd();
    Making made = Objects.requireNonNull(making);
    return GoalValue.of(
        TaskNode.of(goal),
        interrupted ? MakeStoppedException.Reason.INTERRUPTED : made.progress().whyEnded(),
        made.progress().phase().failedBy());
  }

  /** Makes all on a virtual thread that belongs to no caller. */
  public CompletableFuture<List<Task<?>>> later() {
    CompletableFuture<List<Task<?>>> future = new CompletableFuture<>();
    try {
      askCaller();
    } catch (Throwable thrown) { // as if by the make
      future.completeExceptionally(thrown);
      return future;
    }
    Thread.startVirtualThread(
        () -> {
          try {
            future.complete(toEnd());
          } catch (Throwable thrown) { // those who wait for the future must learn of it
            future.completeExceptionally(thrown);
          }
        });
    CompletableFuture<?> unused =
        future.whenComplete(
            (settled, thrown) -> {
              if (thrown != null) { // cancelled, or its time was up: the tasks are not waited for
                stopApart("the future of its make was completed");
              }
            });
    return future;
  }

  /** How many tasks are given. */
  int size() {
    return given.size();
  }

  /**
   * By the reader: begins the make if it has not begun, waits for the next one; null at its end.
   */
  @Nullable TaskNode<?> next() {
    CompletionLog settled = begin(true);
    TaskNode<?> next = settled.poll();
    while (next == null && !settled.isEnded()) {
      awaitUntil(settled, false);
      next = settled.poll();
    }
    if (next == null) {
      next = settled.poll(); // added between the last look and the end
    }
    if (next == null) {
      end();
    } else if (interrupted) {
      Thread.currentThread().interrupt(); // the reader's own, which the wait has taken
    }
    return next;
  }

  /** Nothing more starts and what runs is cancelled; from any thread, without waiting. */
  void stop(String why) {
    stopped = true;
    Making begun = making;
    if (begun != null) {
      begun.progress().stop(why);
    }
  }

  /** As {@link #stop}, by a thread that is not to be held up: a timer of the JDK's, say. */
  void stopApart(String why) {
    stopped = true;
    Making begun = making;
    if (begun != null) {
      begun.progress().stopApart(why);
    }
  }

  /** Stops the make and waits for its end; from any thread. */
  void close() {
    stop(CLOSED);
    CompletionLog begun = completions;
    if (begun == null) {
      return;
    }
    if (Thread.currentThread() == owner) {
      awaitUntil(begun, true);
      end();
    } else {
      begun.awaitEnd();
    }
  }

  private CompletionLog begin(boolean streamed) {
    CompletionLog known = completions;
    if (known != null) {
      return known;
    }
    try {
      return begin(Runner.current(), streamed);
    } catch (Throwable thrown) {
      if (isForMake && making == null) { // under later() before the plan was made
        how.makeEnds(given);
      }
      throw thrown;
    }
  }

  private CompletionLog begin(@Nullable Runner within, boolean streamed) {
    Journal journal = how.journal();
    if (journal != null) {
      how = how.observer(MakeJournal.begin(journal, how.order(), given, within));
    }
    Schedule schedule = Schedule.plan(how, given, within);
    askCaller();
    CompletionLog settled = new CompletionLog(given.size(), streamed);
    Making made = new Making(how, within, settled);
    made.tellBegin(schedule);
    MakeRun begun = schedule.hasTasks() ? new MakeRun(made) : null;
    owner = Thread.currentThread();
    completions = settled;
    making = made;
    if (Thread.interrupted()) {
      interrupted = true;
      stopped = true;
    }
    if (stopped) {
      // Interrupted before, or closed meanwhile by a thread that did not find the make yet.
      made.progress().stop(interrupted ? INTERRUPTED : CLOSED);
    }
    if (made.begin(schedule) && begun != null) {
      run = begun;
      begun.enter(); // before the make waits for anything, so that circles are found
      if (streamed
          || !begun.byCaller(schedule, Runner.ofCaller(within, this::interrupted), this::name)) {
        fork(made, begun, schedule);
      }
    } else {
      made.tellEnd(schedule);
    }
    return settled;
  }

  /** By the caller, once, before anything runs: interceptors may take along what is its own. */
  private void askCaller() {
    if (!isForMake) {
      how = how.forMake(given);
      isForMake = true;
    }
  }

  /** The caller's own thread: the make stops, and is waited for. */
  private void interrupted() {
    interrupted = true;
    stop(INTERRUPTED);
  }

  /** What to call the make. */
  private String name() {
    String first = given.getFirst().name();
    return given.size() == 1 ? first : first + " and " + (given.size() - 1) + " more";
  }

  private void fork(Making made, MakeRun begun, Schedule schedule) {
    Scope opened = null;
    try {
      opened = Scope.open("make " + name());
      scope = opened;
      opened.fork(() -> begun.byMaker(schedule, this::name));
    } catch (RuntimeException | Error noThread) {
      made.end(schedule);
      over = true;
      begun.leave();
      if (opened != null) {
        opened.close();
      }
      throw noThread;
    }
  }

  /** Waits for more, or for the end; an interrupt stops the make, but not the wait. */
  private void awaitUntil(CompletionLog settled, boolean end) {
    while (!settled.await(end)) {
      interrupted();
    }
  }

  /**
   * After the make has ended: gives back the scope, and throws what the make itself failed with.
   */
  private void end() {
    if (over) {
      return;
    }
    ensureOwner();
    over = true;
    RuntimeException violation = null;
    Scope mine = scope;
    scope = null;
    if (mine != null) {
      try (mine) {
        mine.join(); // the maker has nothing left to do but return
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (RuntimeException closedInTheWrongOrder) {
        violation = closedInTheWrongOrder;
      }
    }
    Making made = making;
    ObservedMake observed = made == null ? null : made.observed();
    if (observed != null) {
      observed.awaitRecorders();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failure = made == null ? null : made.progress().phase().failure();
    MakeRun begun = run;
    if (begun != null) {
      begun.leave();
    }
    if (failure != null || violation != null) {
      throw MakeCallFailure.of(name(), failure, violation);
    }
  }

  private void ensureOwner() {
    if (scope != null && Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "The make "
              + name()
              + " has ended, but its stream was begun by another thread, "
              + owner
              + ", whose scope it stands in: read or close it there");
    }
  }
}
