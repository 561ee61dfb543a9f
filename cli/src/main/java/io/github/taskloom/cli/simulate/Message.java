package io.github.taskloom.cli.simulate;

/**
 * Tasks on their way to a member, or their results from there.
 *
 * @param time when it arrives
 */
record Message(long time, int member, Chains.Chain tasks) {
  /** Later than all that happens. */
  static final long NEVER = Long.MAX_VALUE;
}
