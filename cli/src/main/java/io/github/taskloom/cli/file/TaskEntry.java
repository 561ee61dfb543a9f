package io.github.taskloom.cli.file;

import io.github.taskloom.policy.EdgeRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task of a task file.
 *
 * @param name as written, any text but the empty one
 * @param file where it is written
 * @param position of the name in it
 * @param script the shell script that it runs, or null for a task that only groups others
 * @param needs the tasks that must have ended before, as written
 * @param directory where the script runs, or null for the folder that the caller chose
 * @param environment added to the caller's environment: what the file has for all of its tasks, and
 *     what this one has of its own
 * @param description for people; empty when there is none
 * @param policy how often and how long it is tried
 * @param execution how its script is executed
 * @param freshness what tells whether it has anything to do
 * @param missing tells what it asks the caller's environment for in vain; null when nothing is
 */
public record TaskEntry(
    String name,
    Path file,
    Position position,
    @Nullable String script,
    List<Need> needs,
    @Nullable String directory,
    Map<String, String> environment,
    String description,
    Policy policy,
    Execution execution,
    Freshness freshness,
    @Nullable InputException missing) {

  /** Copies the list and the map. */
  public TaskEntry {
    needs = List.copyOf(needs);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** The same with other needs. */
  TaskEntry withNeeds(List<Need> others) {
    return new TaskEntry(
        name,
        file,
        position,
        script,
        others,
        directory,
        environment,
        description,
        policy,
        execution,
        freshness,
        missing);
  }

  /**
   * The same as one of a file that includes its file.
   *
   * @param prefix stands before its name, and those of its needs
   * @param folder what its directory is relative to, or null for what it is relative to already
   */
  TaskEntry included(String prefix, @Nullable String folder) {
    return new TaskEntry(
        prefix + ":" + name,
        file,
        position,
        script,
        needs.stream()
            .map(need -> new Need(prefix + ":" + need.name(), need.position(), need.rule()))
            .toList(),
        within(folder, directory),
        environment,
        description,
        policy,
        execution,
        freshness,
        missing);
  }

  private static @Nullable String within(@Nullable String folder, @Nullable String directory) {
    if (folder == null || directory == null) {
      return folder == null ? directory : folder;
    }
    return directory.startsWith("/") ? directory : folder + "/" + directory;
  }

  /**
   * The wish for another task to have ended before.
   *
   * @param name the other task's name
   * @param position where it is written
   * @param rule what has to have become of it
   * @param isAlways whether it holds in a run that was stopped, too, and brings nothing with it
   */
  public record Need(String name, Position position, EdgeRule rule, boolean isAlways) {

    /** One that holds as long as the run is not stopped. */
    public Need(String name, Position position, EdgeRule rule) {
      this(name, position, rule, false);
    }

    /** The wish for another task to be DONE. */
    public Need(String name, Position position) {
      this(name, position, EdgeRule.DONE);
    }

    /** That there is no such task, as a mistake of the task that has this need. */
    InputException unknown(TaskEntry task, Collection<String> known) {
      List<String> others = known.stream().filter(it -> !it.equals(task.name())).toList();
      return new InputException(
          task.file(),
          position,
          "task "
              + Names.quoted(task.name())
              + " needs "
              + Names.quoted(name)
              + ", which is not there"
              + Names.didYouMean(name, others));
    }
  }

  /**
   * How often and how long a task is tried.
   *
   * @param retry how often, or null for once
   * @param timeout how long each attempt may take, or null for as long as it takes
   */
  public record Policy(@Nullable Attempts retry, @Nullable Duration timeout) {
    /** Once, for as long as it takes. */
    public static final Policy NONE = new Policy(null, null);
  }

  /**
   * How the script of a task is executed.
   *
   * @param interpreter by which program
   * @param mayFail whether its failure is none of the run, and what needs it goes on
   * @param isCleanUp whether it comes last, and in a run that was stopped, too
   * @param isInteractive whether it has the terminal
   * @param output when and how its output is shown, or null where the task says nothing of it
   */
  public record Execution(
      Interpreter interpreter,
      boolean mayFail,
      boolean isCleanUp,
      boolean isInteractive,
      @Nullable OutputMode output) {
    /** That of a task that says nothing of it. */
    public static final Execution USUAL = new Execution(Interpreter.SH, false, false, false, null);
  }
}
