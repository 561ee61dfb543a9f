package io.github.taskloom.cli.watch;

import io.github.taskloom.CancelledException;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.fresh.Memory;
import io.github.taskloom.cli.fresh.WatchedFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Runs, and runs again whenever an input has changed, one run at a time; reads the task file again
 * when that has changed. Ends by a signal, or when the calling thread is interrupted.
 *
 * <p>By one thread.
 */
public final class Watch {
  /** So many runs in a row may be set off by what changed during the one before. */
  private static final int MOST_AT_ONCE = 5;

  private final Path file;
  private final PrintStream out;
  private final Memory memory = Memory.ofWatch();

  /** What the task file, and those that it includes, said when they were read last. */
  private final Map<Path, String> texts = new HashMap<>();

  /**
   * Why there is another run.
   *
   * @param changes for people
   * @param hasWaited whether nothing had changed for a moment
   */
  private record Change(List<String> changes, boolean hasWaited) {}

  /**
   * @param file the task file
   * @param out where it is told why it runs again
   */
  public Watch(Path file, PrintStream out) {
    this.file = file;
    this.out = out;
    texts.put(file, "");
  }

  /**
   * Runs until the end is asked for.
   *
   * @param once one run; gives its exit code
   * @return the exit code of the last run
   * @throws InputException when the first run finds a mistake: a later one is told, and waits
   */
  public int run(ToIntFunction<WatchedRun> once) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, "is no file that can be read again, as --watch does");
    }
    int exitCode = 0;
    try (FolderEvents events = new FolderEvents()) {
      int atOnce = 0;
      for (boolean isFirst = true; ; isFirst = false) {
        WatchedRun run = new WatchedRun(memory, events, isFirst);
        texts.replaceAll((source, text) -> text(source));
        exitCode = run(once, run, isFirst);
        if (run.isToEnd()) {
          return exitCode;
        }
        List<String> changes = run.changes();
        boolean hasWaited = false;
        if (changes.isEmpty()) {
          Change change = awaitChange(run, events, false);
          changes = change.changes();
          hasWaited = change.hasWaited();
        }
        atOnce = hasWaited ? 0 : atOnce + 1;
        if (atOnce == MOST_AT_ONCE) {
          atOnce = 0;
          tellRestless(changes);
          changes = awaitChange(run, events, true).changes();
        }
        tell(changes);
      }
    } catch (InterruptedException | CancelledException e) {
      Thread.currentThread().interrupt();
      return exitCode;
    }
  }

  private int run(ToIntFunction<WatchedRun> once, WatchedRun run, boolean isFirst) {
    try (run) {
      return once.applyAsInt(run);
    } catch (InputException e) {
      if (isFirst) {
        throw e;
      }
      tellLine(e.getMessage() + " - waiting until that is mended");
      return 0;
    }
  }

  /**
   * Waits for a change.
   *
   * @param run the last one; where it did not begin, the task file has a mistake, and that it
   *     changes is all there is to wait for
   * @param acceptsAll whether all that has changed so far is taken as seen
   */
  private Change awaitChange(WatchedRun run, FolderEvents events, boolean acceptsAll)
      throws InterruptedException {
    WatchedFiles begun = run.files();
    if (begun != null) {
      begun.accept(acceptsAll);
      begun.sources().forEach(source -> texts.computeIfAbsent(source, Watch::text));
    }
    boolean hasWaited = false;
    while (true) {
      Set<Path> folders = new HashSet<>();
      for (Map.Entry<Path, String> source : texts.entrySet()) {
        if (!text(source.getKey()).equals(source.getValue())) {
          String name = Names.quoted(String.valueOf(source.getKey().getFileName()));
          return new Change(List.of("the task file " + name + " has changed"), hasWaited);
        }
        folders.add(folder(source.getKey()));
      }
      if (begun != null) {
        WatchedFiles.Look look = begun.look(false);
        if (!look.changes().isEmpty()) {
          return new Change(look.changes(), hasWaited);
        }
        folders.addAll(look.folders());
      }
      if (!events.watch(folders)) { // else there may have been a change before it was watched
        if (begun != null && !hasWaited) {
          tellLine("watching the inputs of " + tasks(begun.tasks()) + ", Ctrl-C ends");
        }
        hasWaited = true;
        events.await();
      }
    }
  }

  private void tell(List<String> changes) {
    String more = changes.size() == 1 ? "" : ", and " + (changes.size() - 1) + " more";
    tellLine(changes.getFirst() + more);
  }

  private void tellRestless(List<String> changes) {
    tellLine(
        changes.getFirst()
            + ", as during the runs before: what a task writes itself belongs to its outputs, or"
            + " behind a ! in its inputs");
  }

  private void tellLine(String line) {
    out.println("--- " + line);
    out.flush();
  }

  private static String tasks(int number) {
    return number + (number == 1 ? " task" : " tasks");
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** Empty for one that is not there, as while an editor saves it. */
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
