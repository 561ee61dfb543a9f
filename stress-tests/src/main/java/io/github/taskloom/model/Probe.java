package io.github.taskloom.model;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the function of one task has seen of itself. */
final class Probe {
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  /** The attempts in which it was called. */
  private final Set<Integer> attempts = ConcurrentHashMap.newKeySet();

  /** What it threw last. */
  volatile @Nullable Throwable thrown;

  /** What the test of its result threw last. */
  volatile @Nullable Throwable testThrown;

  /** What it was failed with last, without a run. */
  volatile @Nullable Throwable failure;

  /** What the executor threw last for it. */
  volatile @Nullable Throwable rejection;

  /** Whether its thread was interrupted already when the function began. */
  volatile boolean beganInterrupted;

  /** False if it overlaps itself. */
  boolean enter() {
    return inside.getAndIncrement() == 0;
  }

  void leave() {
    inside.getAndDecrement();
  }

  /** False if it was called in this attempt before. */
  boolean isFirstOf(int attempt) {
    return attempts.add(attempt);
  }

  boolean ranIn(int attempt) {
    return attempts.contains(attempt);
  }

  /** The number of this run, counted from 0. */
  int nextRun() {
    return runs.getAndIncrement();
  }

  int runs() {
    return runs.get();
  }
}
