package io.github.taskloom.internal.lane;

/**
 * How many threads a crew needs, and when: its numbers, apart from its threads. What the owner
 * knows and what the watcher knows are fields of their own, each written and read by that thread
 * alone.
 */
final class Staffing {
  /** How often who brings lanes looks, in nanoseconds. */
  static final long TICK = 50_000;

  /**
   * Pieces that take less are done faster by one thread than by two that share a counter, in
   * nanoseconds.
   */
  static final long SHORT = 300;

  /** What is left is to take so long before a further thread is worth it, in nanoseconds. */
  static final long FORK = 8_000;

  /** So many pieces are timed whenever they come together; of fewer, one shift in TIMED is. */
  static final int MANY = 64;

  static final int TIMED = 8;

  static final long LONGEST_STALL = 64 * TICK;

  /** So many times more lanes at a time, while they are held up. */
  static final int GROWTH = 8;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** The most threads at work at a time, the owner among them. */
  private final int most;

  /** How long a piece took in the last shift that was timed: the next ones are likely to, too. */
  private long pace;

  private int shifts;

  /**
   * How long nothing may be claimed by lanes that are there already before there are more. Longer
   * where more had nothing to do, since pieces that take their time keep the cores busy.
   */
  private long stall = TICK;

  Staffing(int most) {
    this.most = most;
  }

  /**
   * By the owner: how many lanes it forks at once for so many pieces; 0 while they are done sooner
   * by one thread.
   */
  int atOnce(int left) {
    return isWorthAThread(pace, left) ? Math.max(0, Math.min(Math.min(CORES, most), left) - 1) : 0;
  }

  /** By the owner: whether it takes the time of the next shift, which has so many pieces. */
  boolean isTimed(int left) {
    return left >= MANY || shifts++ % TIMED == 0;
  }

  /** By the owner: a shift has ended, whose pieces took so long; negative if that is not known. */
  void ended(long taken) {
    if (taken >= 0) {
      pace = taken;
    }
  }

  private static boolean isWorthAThread(long pace, int left) {
    return pace >= SHORT && pace * left >= FORK;
  }

  /** How many lanes there may be beside the owner and those that it has forked. */
  int room(int lanes) {
    return most - 1 - lanes;
  }

  /**
   * By the watcher: whether an owner that has forked so many lanes needs more, when so many pieces
   * were claimed in this time.
   *
   * @param left how many can be claimed now
   * @param grows whether there may be more of them
   */
  boolean needsMore(int lanes, long claimed, long time, int left, boolean grows) {
    if (room(lanes) <= 0) {
      return false;
    }
    if (lanes > 0) {
      return claimed == 0 && time >= stall;
    }
    if (claimed == 0) {
      return time > 0;
    }
    long took = time / claimed;
    return grows ? took >= SHORT && left > 0 : isWorthAThread(took, left);
  }

  /** By the watcher: the lanes it has brought have ended. */
  void brought(boolean hadAnythingToDo) {
    stall = hadAnythingToDo ? TICK : Math.min(2 * stall, LONGEST_STALL);
  }

  /**
   * How many of at most so many lanes are forked first for so many pieces.
   *
   * @param stuck whether the owner does nothing, and so leaves its core to one more
   */
  static int first(int most, int left, boolean stuck) {
    int idle = stuck ? CORES : Math.max(1, CORES - 1);
    return Math.min(Math.min(idle, most), Math.max(1, left));
  }

  /**
   * How many lanes more are forked a tick later.
   *
   * @param lanes how many are at work
   * @param most how many may be
   * @param claimed how many pieces they have claimed in this tick
   * @param left how many pieces can be claimed now
   */
  static int more(int lanes, int most, long claimed, int left) {
    return claimed < lanes ? Math.min(Math.min((GROWTH - 1) * lanes, left), most - lanes) : 0;
  }
}
