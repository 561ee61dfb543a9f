package io.github.taskloom.model;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the functions that one step calls have in common, and what they leave behind. */
final class Scene {
  /** Whether prerequisites may be ignored. */
  final boolean reckless;

  /** No interrupt is expected, and nothing settles but what the step itself settles. */
  final boolean quiet;

  /** The layers whose order must be kept; empty where there are none. */
  final Map<Integer, Integer> layers;

  /** The tasks whose functions wait for each other. */
  final Set<Integer> members;

  final CountDownLatch meeting;

  /** Open when no disturbance is to come any more. */
  final CountDownLatch calm;

  final AtomicInteger starts = new AtomicInteger();
  final Queue<Integer> order = new ConcurrentLinkedQueue<>();
  final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** The thread that calls the make; null before, and where the step is no make. */
  volatile @Nullable Thread maker;

  private volatile boolean makersInterruptTaken;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  private Scene(
      boolean reckless,
      boolean quiet,
      Map<Integer, Integer> layers,
      List<Integer> members,
      boolean calm) {
    this.reckless = reckless;
    this.quiet = quiet;
    this.layers = layers;
    this.members = Set.copyOf(members);
    this.meeting = new CountDownLatch(members.size());
    this.calm = new CountDownLatch(calm ? 0 : 1);
  }

  /** For something done with one task. */
  static Scene ofAct(boolean reckless) {
    return new Scene(reckless, true, Map.of(), List.of(), true);
  }

  static Scene ofMake(MakeStep step, Forecast forecast) {
    boolean layered = step.isQuiet() && !step.eager();
    List<Integer> members =
        step.isUnlimited() && step.meeting() >= 0 ? forecast.runsOf(step.meeting()) : List.of();
    return new Scene(
        false,
        step.isQuiet(),
        layered ? forecast.layers() : Map.of(),
        members,
        step.disturbances().isEmpty());
  }

  void enter(int task) {
    starts.getAndIncrement();
    order.add(task);
    threads.add(Thread.currentThread());
    int now = running.incrementAndGet();
    peak.accumulateAndGet(now, Math::max);
  }

  void leave() {
    running.getAndDecrement();
  }

  /** By a function that takes an interrupt of its thread unseen, or that interrupts its thread. */
  void takesInterrupt() {
    makersInterruptTaken |= Thread.currentThread() == maker;
  }

  /** Whether one did so in the maker's own thread: it may have been the maker's interrupt. */
  boolean isMakersInterruptTaken() {
    return makersInterruptTaken;
  }

  /** Whether any function ran in the maker's own thread. */
  boolean hasRunInMaker() {
    Thread caller = maker;
    return caller != null && threads.contains(caller);
  }

  /** The most functions that ran at a time. */
  int peak() {
    return peak.get();
  }
}
