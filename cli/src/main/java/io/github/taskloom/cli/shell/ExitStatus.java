package io.github.taskloom.cli.shell;

/** What the number means that a shell ends with. */
final class ExitStatus {
  static final int OK = 0;
  private static final int HANGUP = 129;
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private ExitStatus() {}

  /** Whether a process that is asked to end ends so. */
  static boolean isOfStopSignal(int status) {
    return status == HANGUP || status == INTERRUPTED || status == TERMINATED;
  }

  /** Whether a process that Ctrl-C has ended ends so. */
  static boolean isInterrupt(int status) {
    return status == INTERRUPTED;
  }

  /** The status with what it usually means, as in {@code exit status 127: command not found?}. */
  static String describe(int status) {
    String meaning =
        switch (status) {
          case 126 -> ": command not executable?";
          case 127 -> ": command not found?";
          case HANGUP -> " (SIGHUP)";
          case INTERRUPTED -> " (SIGINT)";
          case 131 -> " (SIGQUIT)";
          case 134 -> " (SIGABRT)";
          case 136 -> " (SIGFPE)";
          case 137 -> " (SIGKILL: out of memory?)";
          case 139 -> " (SIGSEGV)";
          case 141 -> " (SIGPIPE)";
          case TERMINATED -> " (SIGTERM)";
          default -> "";
        };
    return "exit status " + status + meaning;
  }
}
