package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command finds in its environment beside all that taskloom itself was started with:
 *
 * <ul>
 *   <li>what the task file gives to the task: its variables, and those for all tasks;
 *   <li>{@code TASKLOOM_TASK}: marks the processes of a task, see {@link ProcessMark};
 *   <li>{@code TASKLOOM_JAVA_HOME}: the JDK that runs taskloom, 21 or newer. The caller's {@code
 *       JAVA_HOME} and {@code PATH} stay what they are.
 * </ul>
 */
public final class CommandEnvironment {
  private static final String JAVA_HOME = "TASKLOOM_JAVA_HOME";

  /** How the launcher tells the caller's {@code LC_ALL} where it has set another for this JVM. */
  private static final String CALLERS_LC_ALL = "TASKLOOM_LC_ALL";

  private CommandEnvironment() {}

  /** What the caller of taskloom has. */
  public static Map<String, String> ofCaller() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    restoreCallers(environment);
    return environment;
  }

  /**
   * Makes the environment of this process the one that its caller had: the launcher may have set a
   * locale in which file names can be read.
   */
  static void restoreCallers(Map<String, String> environment) {
    String earlier = environment.remove(CALLERS_LC_ALL);
    if (earlier == null) {
      return;
    }
    if (earlier.startsWith("=")) {
      environment.put("LC_ALL", earlier.substring(1));
    } else {
      environment.remove("LC_ALL");
    }
  }

  static Map<String, String> added(TaskEntry task, ProcessMark mark) throws CommandException {
    Map<String, String> variables = new LinkedHashMap<>(task.environment());
    refuseUnmappable(variables);
    variables.put(ProcessMark.VARIABLE, mark.value());
    variables.put(JAVA_HOME, System.getProperty("java.home"));
    return variables;
  }

  /** Whether a variable is one that taskloom sets, whatever a task says. */
  static boolean isOwn(String name) {
    return name.equals(ProcessMark.VARIABLE)
        || name.equals(JAVA_HOME)
        || name.equals(CALLERS_LC_ALL);
  }

  /** The JDK would pass question marks without a word. */
  private static void refuseUnmappable(Map<String, String> variables) throws CommandException {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    CharsetEncoder encoder = charset.newEncoder();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (!encoder.canEncode(variable.getKey()) || !encoder.canEncode(variable.getValue())) {
        throw new CommandException(
            "env "
                + Names.quoted(variable.getKey())
                + " cannot be passed on in this locale, which has the charset "
                + charset
                + ": set LC_ALL=C.UTF-8");
      }
    }
  }
}
