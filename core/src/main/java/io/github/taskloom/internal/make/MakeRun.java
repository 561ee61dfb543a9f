package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.FunctionWait;
import io.github.taskloom.internal.task.MadeInside;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one make to its end: by the caller as far as that can go, from there on by a maker. It holds
 * no thread while it waits for a task that runs elsewhere or is queued; those are {@link
 * AwaitedTasks}.
 */
final class MakeRun implements FunctionWait {
  private final Making making;
  private final AwaitedTasks awaited;
  private final Dispatcher dispatcher;
  private final LeftOpen leftOpen = new LeftOpen();

  /**
   * Set by the caller before it forks a maker, which goes on with it; null where the maker goes on
   * from the beginning.
   */
  private @Nullable MakeLoop loop;

  MakeRun(Making making) {
    this.making = making;
    MakeOptions how = making.how();
    awaited = new AwaitedTasks(making, how.clock(), leftOpen);
    dispatcher = new Dispatcher(making, how, making.caller(), awaited, leftOpen);
  }

  /** By the caller: a function that calls this make is known to wait for it from now on. */
  void enter() {
    Runner within = making.caller();
    if (within != null) {
      MadeInside.begins(within, this);
    }
  }

  /** By the caller, after the end. */
  void leave() {
    Runner within = making.caller();
    if (within != null) {
      MadeInside.ends(within, this);
    }
  }

  /**
   * By the caller, on its own thread, as far as that can go.
   *
   * @param own that of the calling thread
   * @param name what to call the make
   * @return whether the make is over; else {@link #byMaker} is to be called by another thread
   */
  boolean byCaller(Schedule schedule, Runner own, Supplier<String> name) {
    boolean isOver = true;
    try {
      MakeLoop mine = loopOver(schedule, name);
      loop = mine;
      making.threads().calledBy(own);
      making.beginTime();
      isOver = mine.byCaller(own);
    } catch (Throwable thrown) { // of a clock of the user's, say
      making.progress().fail(thrown);
    } finally {
      if (isOver) {
        making.end(schedule);
      }
    }
    return isOver;
  }

  /** By the maker: everything that is left. Its end is told even where no memory is left. */
  void byMaker(Schedule schedule, Supplier<String> name) {
    try {
      MakeLoop mine = loop;
      if (mine == null) {
        mine = loopOver(schedule, name);
        making.beginTime();
      }
      mine.byMaker(new Runner(making.caller(), Thread.currentThread()));
    } catch (Throwable thrown) { // the caller must learn of it
      making.progress().fail(thrown);
    } finally {
      making.end(schedule);
    }
  }

  private MakeLoop loopOver(Schedule schedule, Supplier<String> name) {
    return new MakeLoop(making, dispatcher, awaited, leftOpen, schedule, name);
  }

  @Override
  public void forEachRunner(Consumer<Runner> action) {
    making.threads().forEach(action);
  }

  /** What this make waits for that others run. */
  @Override
  public Stream<TaskNode<?>> waitedFor() {
    return awaited.tasks();
  }
}
