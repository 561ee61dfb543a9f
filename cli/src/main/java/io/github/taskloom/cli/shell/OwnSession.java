package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands in sessions of their own, where the system has {@code setsid}: a terminal tells Ctrl-C
 * to taskloom alone, which knows of it before any command does, and a command that ends its own
 * group, as by {@code kill 0}, ends nothing else.
 */
final class OwnSession {
  private static final Optional<String> PROGRAM = find();

  private OwnSession() {}

  /** Whether commands have one. */
  static boolean isPossible() {
    return PROGRAM.isPresent();
  }

  /** The words that start a program so; it is the process that they start, not a child of it. */
  static List<String> of(List<String> words) {
    List<String> all = new ArrayList<>();
    PROGRAM.ifPresent(all::add);
    all.addAll(words);
    return all;
  }

  /** Passes a signal on to all in the session's first group, if that is there. */
  static void signal(ProcessHandle leader, StopSignal signal) {
    String command = "kill -s " + signal + " -- -" + leader.pid();
    try {
      ProcessBuilder kill =
          new ProcessBuilder("sh", "-c", command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      kill.environment().clear(); // it is none of those that are to be ended
      Process unused = kill.start();
    } catch (IOException e) {
      // Then SIGTERM is the first that they hear.
    }
  }

  private static Optional<String> find() {
    return Programs.find("setsid", System.getenv()).map(Path::toString);
  }
}
