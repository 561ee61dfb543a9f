package io.github.taskloom.cli.watch;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.fresh.Memory;
import io.github.taskloom.cli.fresh.WatchedFiles;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.cli.stop.StopSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run, which a change of its inputs ends as Ctrl-C does. A run that is not watched is never
 * ended so.
 */
public final class WatchedRun implements AutoCloseable {
  private final Stop stop = new Stop();
  private final Memory memory;
  private final @Nullable FolderEvents events;
  private final boolean isFirst;

  /** Written by the making thread. */
  private @Nullable WatchedFiles files;

  private @Nullable Thread watcher;

  /** Written by the watching thread, read by the making thread once that has ended. */
  private volatile List<String> changes = List.of();

  WatchedRun(Memory memory, @Nullable FolderEvents events, boolean isFirst) {
    this.memory = memory;
    this.events = events;
    this.isFirst = isFirst;
  }

  /** One that is not watched. */
  public static WatchedRun once() {
    return new WatchedRun(Memory.none(), null, true);
  }

  /** What ends the run. */
  public Stop stop() {
    return stop;
  }

  /** What is remembered from one run to the next. */
  public Memory memory() {
    return memory;
  }

  /** Whether none came before it, so that what the caller said of the beginning holds for it. */
  public boolean isFirst() {
    return isFirst;
  }

  /** The run begins: from now on these files are watched. */
  public void begins(WatchedFiles toWatch) {
    files = toWatch;
    toWatch.begin();
    FolderEvents source = events;
    if (source != null) {
      watcher =
          Thread.ofPlatform()
              .name("taskloom-watch")
              .daemon()
              .start(() -> endOnChange(toWatch, source));
    }
  }

  private void endOnChange(WatchedFiles toWatch, FolderEvents source) {
    try {
      WatchedFiles.Look look = toWatch.look(true);
      while (look.changes().isEmpty()) {
        if (!source.watch(look.folders())) { // else there may have been a change before
          source.await();
        }
        look = toWatch.look(true);
      }
      changes = look.changes();
      stop.request(StopSignal.INT);
    } catch (InterruptedException | CancelledException e) {
      // The run has ended.
    }
  }

  /** The files that are watched; nothing if the run has not begun. */
  @Nullable WatchedFiles files() {
    return files;
  }

  /** What has ended the run, for people; nothing if it was not ended by a change. */
  List<String> changes() {
    return changes;
  }

  /** Whether the user wants taskloom to end. */
  boolean isToEnd() {
    return stop.isRequested() && (changes.isEmpty() || stop.isHurried());
  }

  /** The run has ended. */
  @Override
  public void close() {
    Thread thread = watcher;
    if (thread != null) {
      thread.interrupt();
      boolean interrupted = false;
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
