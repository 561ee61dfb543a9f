package io.github.taskloom.internal.lane;

/**
 * How many threads a crew needs, and when: its numbers, apart from its threads. What the owner
 * knows and what the watcher knows are fields of their own, each written and read by that thread
 * alone.
 */
final class Staffing {
  /** How often who brings lanes looks, in nanoseconds. */
  static final long TICK = 50_000;

  /** A piece of work that takes longer is worth a thread of its own, in nanoseconds. */
  static final long SLOW = 3_000;

  static final long LONGEST_STALL = 64 * TICK;

  /** So many times more lanes at a time, while they are held up. */
  static final int GROWTH = 8;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** The most threads at work at a time, the owner among them. */
  private final int most;

  /** Whether the last shift's pieces were slow: the next one's are likely to be, too. */
  private boolean slow;

  /**
   * How long nothing may be claimed by lanes that are there already before there are more. Longer
   * where more had nothing to do, since pieces that take their time keep the cores busy.
   */
  private long stall = TICK;

  Staffing(int most) {
    this.most = most;
  }

  /** By the owner: how many lanes it forks at once for so many pieces; 0 while they are quick. */
  int atOnce(int left) {
    return slow ? Math.max(0, Math.min(Math.min(CORES, most), left) - 1) : 0;
  }

  /** By the owner: a shift has ended, whose pieces took so long. */
  void ended(long pace) {
    slow = pace > SLOW / 2;
  }

  /** How many lanes there may be beside the owner and those that it has forked. */
  int room(int lanes) {
    return most - 1 - lanes;
  }

  /**
   * By the watcher: whether an owner that has forked so many lanes is held up, when so many pieces
   * were claimed in this time.
   */
  boolean isHeldUp(int lanes, long claimed, long time) {
    if (room(lanes) <= 0) {
      return false;
    }
    return lanes > 0 ? claimed == 0 && time >= stall : time > SLOW * claimed;
  }

  /** By the watcher: the lanes it has brought have ended. */
  void brought(boolean hadAnythingToDo) {
    stall = hadAnythingToDo ? TICK : Math.min(2 * stall, LONGEST_STALL);
  }

  /** How many of at most so many lanes are forked first for so many pieces. */
  static int first(int most, int left) {
    return Math.min(Math.min(CORES, most), Math.max(1, left));
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
