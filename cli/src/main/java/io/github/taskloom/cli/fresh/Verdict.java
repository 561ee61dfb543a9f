package io.github.taskloom.cli.fresh;

/**
 * Whether a task has anything to do.
 *
 * @param isUpToDate whether it has nothing to do
 * @param why half a sentence for people, that goes on after "up to date:" or "runs:"
 */
public record Verdict(boolean isUpToDate, String why) {
  static Verdict upToDate(String why) {
    return new Verdict(true, why);
  }

  static Verdict runs(String why) {
    return new Verdict(false, why);
  }

  /** For people, as in {@code up to date: its status says so}. */
  public String shown() {
    return (isUpToDate ? "up to date: " : "runs: ") + why;
  }
}
