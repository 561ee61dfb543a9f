package io.github.taskloom.cli.command;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.cli.fresh.Forecast;
import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.resume.HiddenEntries;
import io.github.taskloom.cli.resume.RunLook;
import io.github.taskloom.cli.resume.RunRecord;
import io.github.taskloom.cli.state.RunFolder;
import io.github.taskloom.cli.state.StateFolder;
import io.github.taskloom.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The run that {@code --resume} goes on from, if it does.
 *
 * @param isAsked whether a run is to be gone on from
 * @param record where its record is; empty where there is none
 * @param state where the runs of the file are
 */
record EarlierRun(boolean isAsked, Optional<Path> record, StateFolder state) {

  /** As the options say it; a further run of {@code --watch} goes on from none. */
  static EarlierRun of(MakeOptions options, StateFolder state, boolean isFirst) {
    if (options.resume == null || !isFirst) {
      return new EarlierRun(false, Optional.empty(), state);
    }
    return new EarlierRun(
        true,
        options.resume.isEmpty() ? state.lastRecord() : Optional.of(state.record(options.resume)),
        state);
  }

  /** The record of a run that begins now. */
  RunRecord begin(RunFolder folder) {
    return record.isPresent()
        ? RunRecord.resume(record.get(), folder.record())
        : RunRecord.begin(folder.record());
  }

  /**
   * Tells what a run that begins now leaves out.
   *
   * @return those that were DONE, and of which files have changed since
   */
  Set<String> tellLeftOut(
      RunRecord begun, List<Task<?>> tasks, Forecast forecast, MakeNotes notes) {
    if (!isAsked) {
      return Set.of();
    }
    Set<String> stale = stale(begun.journal(), tasks, forecast);
    Set<Task<?>> unused =
        notes.tellEarlier(
            record.isPresent(), new HiddenEntries(begun.journal(), stale), tasks, state.path());
    return stale;
  }

  /** What a run would leave out; nothing is written. */
  Set<Task<?>> wouldLeaveOut(List<Task<?>> tasks, Forecast forecast, MakeNotes notes) {
    if (!isAsked) {
      return Set.of();
    }
    if (record.isEmpty()) {
      notes.tellNoRun(state.path());
      return Set.of();
    }
    try (RunLook look = RunRecord.look(record.get())) {
      Set<String> stale = stale(look.journal(), tasks, forecast);
      return notes.tellEarlier(true, new HiddenEntries(look.journal(), stale), tasks, state.path());
    }
  }

  private static Set<String> stale(Journal journal, List<Task<?>> tasks, Forecast forecast) {
    return forecast.stale(Make.defaults().journal(journal).preview(tasks));
  }
}
