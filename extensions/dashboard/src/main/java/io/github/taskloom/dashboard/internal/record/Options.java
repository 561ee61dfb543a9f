package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.Texts;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeStopped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a recorder records.
 *
 * @param keep how many makes that have ended it keeps
 * @param texts what each text of a task goes through
 * @param notes what else is to be kept of a task, by label
 */
public record Options(
    int keep, UnaryOperator<String> texts, Function<? super Task<?>, Map<String, String>> notes) {
  /** Keeps all, and texts as they are. */
  public static final Options DEFAULTS =
      new Options(Integer.MAX_VALUE, text -> text, task -> Map.of());

  private static final int LONGEST_NAME = 10_000;

  /** Checks the number. */
  public Options {
    if (keep < 0) {
      throw new IllegalArgumentException("fewer makes than none: " + keep);
    }
  }

  public Options keep(int makes) {
    return new Options(makes, texts, notes);
  }

  public Options texts(UnaryOperator<String> all) {
    return new Options(keep, all, notes);
  }

  public Options notes(Function<? super Task<?>, Map<String, String>> of) {
    return new Options(keep, texts, of);
  }

  String nameOf(Task<?> task) {
    return text(task.name(), LONGEST_NAME);
  }

  /** The name of the thread; empty if it is a virtual one that lives for this attempt. */
  String workerOf(AttemptStarted start) {
    String thread = start.threadName();
    String task = start.task().name();
    boolean isOfTask = thread.endsWith(task) && thread.length() <= task.length() + "task ".length();
    return thread.isEmpty() || isOfTask ? "" : text(thread, LONGEST_NAME);
  }

  String text(String text, int longest) {
    return Texts.cut(told(text), longest);
  }

  /** Its notes, each bounded; none if the function fails. */
  Map<String, String> notesOf(Task<?> task) {
    Map<String, String> found;
    try {
      found = new LinkedHashMap<>(notes.apply(task));
    } catch (RuntimeException e) {
      found = Map.of("notes", "the function that gives them has failed: " + e.getClass().getName());
    }
    if (found.isEmpty()) {
      return found;
    }
    Map<String, String> kept = new LinkedHashMap<>();
    found.forEach(
        (label, text) ->
            kept.put(text(label, LONGEST_NAME), text(text, FailureText.LONGEST_STACK)));
    return kept;
  }

  FailureText of(Throwable why) {
    return FailureText.of(why, this::told);
  }

  /** Why a make was stopped. */
  String whyOf(MakeStopped stop) {
    return text(stop.why(), LONGEST_NAME);
  }

  /** Where the function fails the text is not told: there may be a reason to hide it. */
  private String told(String text) {
    try {
      return Objects.requireNonNull(texts.apply(text));
    } catch (RuntimeException e) {
      return "[not shown: what was to look through this text has failed]";
    }
  }
}
