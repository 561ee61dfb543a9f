package io.github.taskloom.internal.pool;

/**
 * How many threads a pool needs, and when: its numbers, apart from its threads. What the owner of
 * the parts knows and what the thread that attends knows are fields of their own, each written and
 * read by that thread alone.
 */
final class ScalingPolicy {
  /** How often the thread that attends looks, in nanoseconds. */
  static final long TICK = 50_000;

  /**
   * Pieces that take less are done faster by one thread than by two that share a counter, in
   * nanoseconds.
   */
  static final long SHORT = 300;

  /** A further thread is worth it where what is left takes so long or longer, in nanoseconds. */
  static final long WORTH = 3_000;

  /** So many pieces are timed whenever they come together; of fewer, one part in TIMED is. */
  static final int MANY = 64;

  static final int TIMED = 8;

  static final long LONGEST_STALL = 64 * TICK;

  /** So often at most the time is doubled until extra workers are tried again: to 100 ms. */
  private static final int MOST_DOUBLED = 11;

  /** By how much the extra workers are multiplied at a time, while they are held up. */
  static final int GROWTH = 8;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** The most threads at work at a time, the owner among them. */
  private final int most;

  /**
   * By the owner: how long a piece took in the last part that was timed. Those of the next ones are
   * likely to take as long.
   */
  private long pace;

  private int parts; // by the owner

  /**
   * By the thread that attends: how long nothing may be claimed by extra workers that are there
   * already before there are more. Longer where more had nothing to do, since pieces that take
   * their time keep the cores busy.
   */
  private long stall = TICK;

  ScalingPolicy(int most) {
    this.most = most;
  }

  /**
   * How many helpers there may be: one for each core that the owner leaves. None under a limit:
   * those would use it up while extra workers are needed.
   */
  int helpers() {
    return most == Integer.MAX_VALUE ? CORES - 1 : 0;
  }

  /** By the owner: whether so many pieces outlast the cost of a helper, by those before them. */
  boolean wantsHelp(int left) {
    return helpers() > 0 && isWorthAThread(pace, left);
  }

  /** By the owner: whether it takes the time of the next part, which has so many pieces. */
  boolean isTimed(int left) {
    return left >= MANY || parts++ % TIMED == 0;
  }

  /** By the owner: a part has ended, whose pieces took so long; negative if that is not known. */
  void ended(long taken) {
    if (taken >= 0) {
      pace = taken;
    }
  }

  private static boolean isWorthAThread(long pace, int left) {
    return pace >= SHORT && pace * left >= WORTH;
  }

  /**
   * By the thread that attends: whether nothing of what could be is claimed, for long enough.
   *
   * @param others how many are at work beside the owner
   * @param claimed how many were claimed in this time
   */
  boolean isHeldUp(int others, long claimed, long time) {
    return others < most - 1 && claimed == 0 && (others == 0 ? time > 0 : time >= stall);
  }

  /**
   * By the thread that attends: whether what the owner, which gets on, has to do is worth a further
   * thread.
   */
  boolean isWorthMore(long claimed, long time, WorkSource source) {
    if (CORES == 1 || claimed == 0) {
      return false;
    }
    long took = time / claimed;
    int left = source.left(); // tells little where there may be more
    return source.mayGrow() ? took >= SHORT && left > 0 : isWorthAThread(took, left);
  }

  /** By the thread that attends: the extra workers that it has brought have ended. */
  void brought(boolean hadAnythingToDo) {
    stall = hadAnythingToDo ? TICK : Math.min(2 * stall, LONGEST_STALL);
  }

  /**
   * How long the thread that attends waits before it tries again to bring extra workers, in
   * nanoseconds.
   */
  static long afterRefusals(int inARow) {
    return TICK << Math.min(inARow, MOST_DOUBLED);
  }

  /** How many of at most so many extra workers are forked first for so many pieces. */
  static int first(int most, int left) {
    return Math.min(Math.min(CORES, most), Math.max(1, left));
  }

  /**
   * How many more extra workers are forked a tick later.
   *
   * @param present how many are at work
   * @param most how many may be
   * @param claimed how many pieces they have claimed in this tick
   * @param left how many pieces can be claimed now
   */
  static int more(int present, int most, long claimed, int left) {
    return claimed < present ? Math.min(Math.min((GROWTH - 1) * present, left), most - present) : 0;
  }
}
