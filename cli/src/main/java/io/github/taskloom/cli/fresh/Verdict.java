package io.github.taskloom.cli.fresh;

/**
 * Whether a task has anything to do.
 *
 * @param isUpToDate whether it has nothing to do
 * @param why half a sentence for people
 */
public record Verdict(boolean isUpToDate, String why) {
  private static final String UNLESS = "unless ";

  static Verdict upToDate(String why) {
    return new Verdict(true, why);
  }

  static Verdict runs(String why) {
    return new Verdict(false, why);
  }

  static Verdict runsUnless(String why) {
    return new Verdict(false, UNLESS + why);
  }

  /** Behind the name of a task, before a run: {@code runs: input 'a' has changed}. */
  public String foretold() {
    return isUpToDate ? why : why.startsWith(UNLESS) ? "runs " + why : "runs: " + why;
  }

  /** Behind the name of a task, after a run: {@code was started: input 'a' has changed}. */
  public String told() {
    return (isUpToDate ? "is up to date: " : "was started: ") + why;
  }
}
