package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses names in {@code env} that commands would not see. Every shell passes on what it can have
 * as a variable of its own. A name like {@code discovery.type} it cannot have: bash passes that on
 * all the same, dash drops it. So the shell of this system is asked, where there is such a name.
 */
public final class EnvironmentCheck {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private EnvironmentCheck() {}

  /**
   * Checks the environment of tasks before any is run.
   *
   * @param tasks the names of those that are to be run
   * @throws InputException when a command would not see a variable, or asks the caller for one in
   *     vain
   */
  public static void check(TaskFile file, Collection<String> tasks) {
    Set<String> wanted = Set.copyOf(tasks);
    List<TaskEntry> entries =
        file.tasks().stream()
            .filter(task -> task.script() != null && wanted.contains(task.name()))
            .toList();
    Set<String> odd =
        entries.stream()
            .flatMap(task -> task.environment().keySet().stream())
            .filter(name -> !VARIABLE.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> dropped = odd.isEmpty() ? odd : dropped(odd);
    for (TaskEntry task : entries) {
      if (task.missing() != null) {
        throw task.missing();
      }
      for (Map.Entry<String, String> variable : task.environment().entrySet()) {
        String name = variable.getKey();
        if (CommandEnvironment.isOwn(name)) {
          throw problem(task, name, "is set by taskloom itself");
        }
        if (dropped.contains(name) && task.execution().interpreter().isSh()) {
          throw problem(
              task,
              name,
              "is not passed on by the sh of this system: give it to the command itself, as in"
                  + " env 'NAME=VALUE' COMMAND");
        }
      }
    }
  }

  private static InputException problem(TaskEntry task, String name, String why) {
    String what = Names.quoted(name) + " in the environment of task " + Names.quoted(task.name());
    return new InputException(task.file(), task.position(), what + " " + why);
  }

  /** Those of these names that the shell drops. */
  private static Set<String> dropped(Set<String> names) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec env").redirectError(ProcessBuilder.Redirect.DISCARD);
    names.forEach(name -> builder.environment().put(name, "1"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String seen =
          "\n" + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return names.stream()
          .filter(name -> !seen.contains("\n" + name + "=1\n"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      // Without a shell no command runs either, and says so.
      return Set.of();
    }
  }
}
