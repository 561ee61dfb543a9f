package io.github.taskloom.internal.task;

import io.github.taskloom.policy.Attempt;
import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of a series, as they ended: all of a short one; of a long one the first, which show
 * how it began, and the last. So an endless retry holds no more than a short one, and to record an
 * attempt costs the same each time. Immutable.
 *
 * @param made how many attempts there were
 * @param kept those that are kept, oldest first
 */
record AttemptLog(int made, List<Attempt> kept) {
  static final int FIRST = 16;
  static final int LAST = 48;

  static final AttemptLog NONE = new AttemptLog(0, List.of());

  /** With one more; in place of the last one if it has the same number, and ends otherwise. */
  AttemptLog with(Attempt ended) {
    List<Attempt> longer = new ArrayList<>(kept);
    int count = made + 1;
    if (!longer.isEmpty() && longer.getLast().number() == ended.number()) {
      longer.removeLast();
      count = made;
    } else if (longer.size() == FIRST + LAST) {
      longer.remove(FIRST);
    }
    longer.add(ended);
    return new AttemptLog(count, List.copyOf(longer));
  }
}
