package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Commands in sessions of their own, where the system has {@code setsid}, or else Perl, as macOS
 * has it: a terminal tells Ctrl-C to taskloom alone, which knows of it before any command does, and
 * a command that ends its own group, as by {@code kill 0}, ends nothing else.
 */
final class OwnSession {
  /** What setsid does; where it cannot be done the command runs all the same. */
  private static final String SETSID_IN_PERL =
      "eval { require POSIX; POSIX::setsid() }; exec { $ARGV[0] } @ARGV;"
          + " print STDERR \"$ARGV[0]: $!\\n\"; exit($! == 2 ? 127 : 126)";

  private static final List<String> PREFIX = prefix(System.getenv());

  private OwnSession() {}

  /** Whether commands have one. */
  static boolean isPossible() {
    return !PREFIX.isEmpty();
  }

  /** The words that start a program so; it is the process that they start, not a child of it. */
  static List<String> of(List<String> words) {
    return Stream.concat(PREFIX.stream(), words.stream()).toList();
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

  /** What stands before the words of a command; nothing where the system has neither program. */
  static List<String> prefix(Map<String, String> environment) {
    Optional<Path> setsid = Programs.find("setsid", environment);
    if (setsid.isPresent()) {
      return List.of(setsid.get().toString());
    }
    return Programs.find("perl", environment)
        .map(perl -> List.of(perl.toString(), "-e", SETSID_IN_PERL, "--"))
        .orElse(List.of());
  }
}
