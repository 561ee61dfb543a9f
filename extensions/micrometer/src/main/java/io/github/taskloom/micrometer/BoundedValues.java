package io.github.taskloom.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets through so many different values, the first ones; for any thread. Never more than that many,
 * also where several threads come with new ones at a time.
 */
final class BoundedValues {
  static final String OTHER = "other";

  /** A longer one is cut: a value is kept for as long as this is. */
  private static final int LONGEST = 100;

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** How many are known, or about to be. */
  private final AtomicInteger taken = new AtomicInteger();

  BoundedValues(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("The number of values is less than 1: " + most);
    }
    this.most = most;
  }

  /**
   * A value, shortened, if it is one of the first.
   *
   * @param instead for any other
   */
  String bounded(String value, String instead) {
    String shown = Texts.cut(value, LONGEST);
    if (known.contains(shown)) {
      return shown;
    }
    if (taken.get() >= most || taken.incrementAndGet() > most) {
      return instead;
    }
    if (!known.add(shown)) {
      taken.decrementAndGet();
    }
    return shown;
  }
}
