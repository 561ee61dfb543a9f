package io.github.taskloom.cli.estimate;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a run will still take: in each phase of it the longest path through what has not ended,
 * and no less than all that is left to do by so many at once. It is an estimate, by how long tasks
 * took before; what runs for longer than that counts as about to end.
 *
 * <p>All methods may be called from any thread.
 */
public final class RemainingTime {
  /** For runs of which nothing is known. */
  public static final RemainingTime UNKNOWN =
      new RemainingTime(List.of(), 1, false, () -> false, () -> 0);

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final List<Step> steps;
  private final Map<String, Integer> indices = new HashMap<>();
  private final int jobs;
  private final boolean stopsAtFailure;
  private final BooleanSupplier isStopped;
  private final LongSupplier nanos;

  // guarded by this
  private final long[] starts; // of those that have started
  private final BitSet running = new BitSet();
  private final BitSet ended = new BitSet();
  private boolean hasFailed;

  /**
   * @param steps each behind those that it needs
   * @param jobs how many run at once, at the most
   * @param stopsAtFailure whether nothing more starts after a failure
   * @param isStopped whether nothing more starts for another reason
   * @param nanos the clock, as {@link System#nanoTime}
   */
  RemainingTime(
      List<Step> steps,
      int jobs,
      boolean stopsAtFailure,
      BooleanSupplier isStopped,
      LongSupplier nanos) {
    this.steps = List.copyOf(steps);
    this.jobs = jobs;
    this.stopsAtFailure = stopsAtFailure;
    this.isStopped = isStopped;
    this.nanos = nanos;
    this.starts = new long[steps.size()];
    for (int at = 0; at < starts.length; at++) {
      indices.put(steps.get(at).name(), at);
    }
  }

  /** Whether there is anything to go by. */
  public boolean isKnown() {
    return !steps.isEmpty();
  }

  /** An attempt of a task has started: what counts is the first one. */
  public synchronized void started(String task) {
    Integer at = indices.get(task);
    if (at != null && !running.get(at) && !ended.get(at)) {
      running.set(at);
      starts[at] = nanos.getAsLong();
    }
  }

  /** A task has settled, whether it has run or not. */
  public synchronized void settled(String task, boolean isRight) {
    hasFailed |= !isRight;
    Integer at = indices.get(task);
    if (at != null) {
      running.clear(at);
      ended.set(at);
    }
  }

  /** For people, as in {@code about 1m20s left}; empty where there is nothing to tell. */
  public synchronized String text() {
    if (!isKnown() || isStopped.getAsBoolean() || (stopsAtFailure && hasFailed)) {
      return "";
    }
    long left = left();
    if (left > 0) {
      return "about " + shown(left) + " left";
    }
    return running.isEmpty() ? "" : "longer than the last time";
  }

  /** In nanoseconds; 0 where all that is left runs for longer than it was expected to. */
  synchronized long left() {
    long now = nanos.getAsLong();
    int phases = steps.isEmpty() ? 0 : 1 + steps.stream().mapToInt(Step::phase).max().getAsInt();
    long[] ends = new long[steps.size()];
    long[] longest = new long[phases];
    long[] work = new long[phases];
    for (int at = 0; at < ends.length; at++) {
      Step step = steps.get(at);
      long own = left(at, now);
      for (int need : step.needs()) {
        if (steps.get(need).phase() == step.phase()) {
          ends[at] = Math.max(ends[at], ends[need]);
        }
      }
      ends[at] += own;
      longest[step.phase()] = Math.max(longest[step.phase()], ends[at]);
      work[step.phase()] += own;
    }
    long left = 0;
    for (int phase = 0; phase < phases; phase++) {
      left += Math.max(longest[phase], work[phase] / jobs);
    }
    return left;
  }

  private long left(int at, long now) {
    Step step = steps.get(at);
    if (running.get(at)) {
      return Math.max(0, step.expected() - (now - starts[at]));
    }
    return ended.get(at) || step.isRare() ? 0 : step.expected();
  }

  /** Rounded up, and the more roughly the longer it is. */
  private static String shown(long left) {
    long seconds = (left + SECOND - 1) / SECOND;
    if (seconds < 60) {
      return seconds + "s";
    }
    long tens = (seconds + 9) / 10;
    if (seconds <= 3_590) {
      return tens / 6 + "m" + (tens % 6 == 0 ? "" : tens % 6 + "0s");
    }
    long minutes = (seconds + 59) / 60;
    return minutes / 60 + "h" + (minutes % 60 == 0 ? "" : minutes % 60 + "m");
  }
}
