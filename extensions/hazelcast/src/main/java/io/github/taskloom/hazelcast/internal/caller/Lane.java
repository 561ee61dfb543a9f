package io.github.taskloom.hazelcast.internal.caller;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Calls that wait for a member with the same function, in order; the hand-out's alone. */
final class Lane {
  private final @Nullable String function;
  private final Deque<RemoteStage> waiting = new ArrayDeque<>();

  /** Since when no member takes them; meaningless while one does. */
  private long starvingSince;

  private boolean starving;

  /** How many of those that wait were cancelled, at most. */
  private int cancelled;

  Lane(@Nullable String function) {
    this.function = function;
  }

  /** Which function; null for those that are sent. */
  @Nullable String function() {
    return function;
  }

  Deque<RemoteStage> waiting() {
    return waiting;
  }

  /** One was: once half of them are, all such go, with what they hold. */
  void cancelled() {
    cancelled++;
    if (cancelled > waiting.size() / 2) {
      waiting.removeIf(RemoteStage::isDone);
      cancelled = 0;
    }
  }

  /** Some member has the function. */
  void feed() {
    starving = false;
  }

  /** None has it. */
  void starve() {
    if (!starving) {
      starving = true;
      starvingSince = System.nanoTime();
    }
  }

  boolean isStarving() {
    return starving && !waiting.isEmpty();
  }

  /** Takes those out that have found no member for so long. */
  void failStarved(long nanos, java.util.function.Consumer<RemoteStage> failed) {
    long now = System.nanoTime();
    Iterator<RemoteStage> stages = waiting.iterator();
    while (stages.hasNext()) {
      RemoteStage stage = stages.next();
      long since = stage.since() - starvingSince > 0 ? stage.since() : starvingSince;
      if (now - since >= nanos) {
        stages.remove();
        failed.accept(stage);
      }
    }
  }
}
