package io.github.taskloom.cli.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RemainingTimeTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long now;
  private boolean isStopped;

  private RemainingTime time(int jobs, Step... steps) {
    return new RemainingTime(List.of(steps), jobs, false, () -> isStopped, () -> now);
  }

  private static Step step(String name, long seconds, Integer... needs) {
    return new Step(name, 0, List.of(needs), seconds * SECOND, false);
  }

  /** The longest path counts, less what those that run have run. */
  @Test
  void text_running_isTheLongestPath() {
    RemainingTime time = time(8, step("a", 30), step("b", 50, 0), step("c", 70));
    assertEquals("about 1m20s left", time.text());

    time.started("a");
    time.started("c");
    now += 25 * SECOND;
    assertEquals("about 55s left", time.text());

    time.settled("a", true);
    time.started("b");
    assertEquals("about 50s left", time.text(), "b alone is left on the longest path");
    now += 50 * SECOND - 1;
    time.settled("c", true);
    assertEquals("about 1s left", time.text());
  }

  /** No fewer than all that is left to do by so many at once. */
  @Test
  void text_fewJobs_isTheWork() {
    assertEquals("about 30s left", time(2, step("a", 20), step("b", 20), step("c", 20)).text());
  }

  /** What ran longer than the last time is about to end; it is never less than nothing. */
  @Test
  void text_overrun_isNotNegative() {
    RemainingTime time = time(1, step("a", 10), step("b", 5, 0));
    time.started("a");
    now += 1_000 * SECOND;
    assertEquals("about 5s left", time.text());
    time.started("a"); // a further attempt: what counts is the first
    assertEquals("about 5s left", time.text());

    time.settled("a", true);
    assertEquals("about 5s left", time.text());
    time.started("b");
    now += 6 * SECOND;
    assertEquals("longer than the last time", time.text());
    time.settled("b", true);
    assertEquals("", time.text());
  }

  /** What is up to date, DONE before, blocked or cancelled takes no time. */
  @Test
  void text_settledWithoutRun_isLess() {
    RemainingTime time = time(1, step("a", 60), step("b", 5, 0), step("other", 3));
    time.settled("a", true);
    time.settled("not of the run", true);
    time.started("not of the run");

    assertEquals("about 8s left", time.text());
  }

  /** Each phase comes behind the one before. */
  @Test
  void text_phases_areAdded() {
    assertEquals(
        "about 15s left",
        time(9, step("a", 10), new Step("c", 1, List.of(0), 5 * SECOND, false)).text());
  }

  /** What is there for a failure counts when it starts. */
  @Test
  void text_rare_countsOnceStarted() {
    RemainingTime time = time(9, step("a", 10), new Step("r", 0, List.of(0), 5 * SECOND, true));
    assertEquals("about 10s left", time.text());
    time.settled("a", false);
    assertEquals("", time.text());
    time.started("r");
    assertEquals("about 5s left", time.text());
  }

  /** Where nothing more starts there is no telling. */
  @Test
  void text_stopped_isEmpty() {
    RemainingTime time = time(1, step("a", 10));
    isStopped = true;
    assertEquals("", time.text());
    RemainingTime failFast =
        new RemainingTime(List.of(step("a", 1), step("b", 9)), 1, true, () -> false, () -> now);
    failFast.settled("a", true);
    assertEquals("about 9s left", failFast.text());
    failFast.settled("b", false);
    assertEquals("", failFast.text());
    assertFalse(RemainingTime.UNKNOWN.isKnown());
    assertEquals("", RemainingTime.UNKNOWN.text());
  }

  /** The longer it takes, the more roughly it is told, never too little. */
  @Test
  void text_longer_isRougher() {
    assertEquals("about 59s left", time(1, step("a", 59)).text());
    assertEquals("about 1m left", time(1, step("a", 60)).text());
    assertEquals("about 1m10s left", time(1, step("a", 61)).text());
    assertEquals("about 59m50s left", time(1, step("a", 3_590)).text());
    assertEquals("about 1h left", time(1, step("a", 3_591)).text());
    assertEquals("about 1h1m left", time(1, step("a", 3_601)).text());
    assertEquals("about 27h47m left", time(1, step("a", 100_000)).text());
  }

  /** In random graphs, at random times of random runs, it is what all paths one by one give. */
  @Test
  void left_randomRuns_isThatOfAllPaths() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Step> steps = new ArrayList<>();
      for (int at = 0; at < 1 + random.nextInt(9); at++) {
        List<Integer> needs = new ArrayList<>();
        int phase = steps.isEmpty() ? 0 : steps.getLast().phase() + random.nextInt(8) / 7;
        for (int need = 0; need < at; need++) {
          if (random.nextInt(3) == 0) {
            needs.add(need);
          }
        }
        steps.add(new Step("t" + at, phase, needs, random.nextInt(20), random.nextInt(9) == 0));
      }
      int jobs = 1 + random.nextInt(4);
      RemainingTime time = new RemainingTime(steps, jobs, false, () -> false, () -> now);
      long[] started = new long[steps.size()];
      Arrays.fill(started, -1);
      boolean[] settled = new boolean[steps.size()];
      for (int event = 0; event < 20; event++) {
        int at = random.nextInt(steps.size());
        if (random.nextBoolean()) {
          time.started("t" + at);
          started[at] = started[at] < 0 && !settled[at] ? now : started[at];
        } else if (random.nextInt(3) == 0) {
          time.settled("t" + at, true);
          settled[at] = true;
        }
        now += random.nextInt(5);
        assertEquals(
            new EveryPath(steps, started, settled, now).left(jobs), time.left(), "seed " + seed);
      }
    }
  }

  /** The same by walking each path by itself. */
  private static final class EveryPath {
    private final List<Step> steps;
    private final long[] started;
    private final boolean[] settled;
    private final long now;

    EveryPath(List<Step> steps, long[] started, boolean[] settled, long now) {
      this.steps = steps;
      this.started = started;
      this.settled = settled;
      this.now = now;
    }

    long left(int jobs) {
      long left = 0;
      for (int phase = 0; phase <= steps.getLast().phase(); phase++) {
        long longest = 0;
        long work = 0;
        for (int at = 0; at < steps.size(); at++) {
          if (steps.get(at).phase() == phase) {
            longest = Math.max(longest, longestTo(at));
            work += own(at);
          }
        }
        left += Math.max(longest, work / jobs);
      }
      return left;
    }

    private long longestTo(int at) {
      long longest = own(at);
      for (int need : steps.get(at).needs()) {
        if (steps.get(need).phase() == steps.get(at).phase()) {
          longest = Math.max(longest, own(at) + longestTo(need));
        }
      }
      return longest;
    }

    private long own(int at) {
      if (settled[at]) {
        return 0;
      }
      if (started[at] < 0) {
        return steps.get(at).isRare() ? 0 : steps.get(at).expected();
      }
      return Math.max(0, started[at] + steps.get(at).expected() - now);
    }
  }
}
