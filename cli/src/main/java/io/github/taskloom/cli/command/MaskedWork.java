package io.github.taskloom.cli.command;

import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskGraph.Work;
import io.github.taskloom.cli.secret.Secrets;

/** Runs scripts whose failures have no secret value in them: a failure is shown and recorded. */
record MaskedWork(Work work, Secrets secrets) implements Work {

  /** In place of a failure with such a value; without its cause, which may have it, too. */
  private static final class MaskedException extends Exception {
    private static final long serialVersionUID = 1L;

    MaskedException(String masked) {
      super(masked);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message is right, the class says nothing
    public String toString() {
      return String.valueOf(getMessage());
    }
  }

  @Override
  public boolean run(TaskEntry task, String script) throws Exception {
    try {
      return work.run(task, script);
    } catch (Exception e) {
      String told = String.valueOf(e.getMessage());
      String masked = secrets.masked(told);
      if (!masked.equals(told)) {
        throw new MaskedException(masked);
      }
      throw e;
    }
  }
}
