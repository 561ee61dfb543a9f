package io.github.taskloom.internal.make;

import io.github.taskloom.Task;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.thread.Parking;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The given tasks of a make in the order in which they settled: many threads add, the caller reads
 * and waits for more.
 */
final class CompletionLog {
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(TaskNode[].class);
  private static final VarHandle PIECE = MethodHandles.arrayElementVarHandle(TaskNode[][].class);

  private static final VarHandle CLOSERS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(),
          "closers",
          VarHandle.class,
          CompletionLog.class,
          CountDownLatch.class);

  private static final int BITS = 10;
  private static final int MASK = (1 << BITS) - 1;

  /**
   * In pieces, made when they are needed: a large array stands among the old objects from the
   * start, where the collector's barrier costs a fence per reference stored.
   */
  private final TaskNode<?>[][] pieces;

  private final int most;
  private final boolean streamed;
  private final AtomicInteger claimed = new AtomicInteger();

  private volatile boolean ended;

  /** What threads that do not read wait by; null before the first of them. Through CLOSERS. */
  private volatile @Nullable CountDownLatch closers;

  /** The thread that waits for more; null while it does not. */
  private volatile @Nullable Thread reader;

  private int read; // by the reader alone

  /**
   * For this many.
   *
   * @param streamed whether the reader reads before the end
   */
  CompletionLog(int most, boolean streamed) {
    this.streamed = streamed;
    this.most = most;
    pieces = new TaskNode<?>[(most + MASK) >> BITS][];
  }

  void add(TaskNode<?> task) {
    int place = claimed.getAndIncrement();
    TaskNode<?>[] piece = piece(place >> BITS);
    if (streamed) {
      PLACE.setVolatile(piece, place & MASK, task);
      LockSupport.unpark(reader); // null is allowed, and common
    } else {
      PLACE.setRelease(piece, place & MASK, task); // end() publishes them all
    }
  }

  private TaskNode<?>[] piece(int number) {
    TaskNode<?>[] piece = (TaskNode<?>[]) PIECE.getAcquire(pieces, number);
    if (piece == null) {
      TaskNode<?>[] fresh = new TaskNode<?>[Math.min(most - (number << BITS), 1 << BITS)];
      TaskNode<?>[] witness = (TaskNode<?>[]) PIECE.compareAndExchange(pieces, number, null, fresh);
      piece = witness == null ? fresh : witness;
    }
    return piece;
  }

  private @Nullable TaskNode<?> at(int place) {
    TaskNode<?>[] piece = (TaskNode<?>[]) PIECE.getAcquire(pieces, place >> BITS);
    return piece == null ? null : (TaskNode<?>) PLACE.getVolatile(piece, place & MASK);
  }

  /**
   * Adds those of the given tasks that have settled and are not here: a make that stops does not
   * come to the turn of each. By the maker, once no other thread adds.
   */
  void addSettled(Collection<? extends TaskNode<?>> given) {
    Set<TaskNode<?>> added = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int place = 0; place < claimed.get(); place++) {
      added.add(at(place));
    }
    for (TaskNode<?> task : given) {
      if (task.isSettled() && added.add(task)) {
        add(task);
      }
    }
  }

  /** Nothing more will be added. */
  void end() {
    ended = true; // before the look: a thread that waits from then on sees it
    LockSupport.unpark(reader);
    CountDownLatch waiting = closers;
    if (waiting != null) {
      waiting.countDown();
    }
  }

  boolean isEnded() {
    return ended;
  }

  /** The next one, or null when there is none yet. */
  @Nullable TaskNode<?> poll() {
    TaskNode<?> next = read < most ? at(read) : null;
    if (next != null) {
      read++;
    }
    return next;
  }

  /**
   * Waits until {@link #poll} has something or nothing more will come.
   *
   * @param untilEnd whether to sleep through what comes before the end
   * @return false if the calling thread was interrupted; the flag is cleared
   */
  boolean await(boolean untilEnd) {
    reader = Thread.currentThread();
    try {
      while (!isEnded() && (untilEnd || read == most || at(read) == null)) {
        Parking.park(this);
        if (Thread.interrupted()) {
          return false;
        }
      }
      return true;
    } finally {
      reader = null;
    }
  }

  /** Waits for the end, by a thread that does not read; an interrupt does not end the wait. */
  void awaitEnd() {
    boolean interrupted = false;
    while (!ended) {
      try {
        sleepUntilEnd();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end counts down a latch that it finds; this thread looks once more after it is there. */
  private void sleepUntilEnd() throws InterruptedException {
    CountDownLatch mine = closers;
    if (mine == null) {
      CountDownLatch fresh = new CountDownLatch(1);
      mine = CLOSERS.compareAndSet(this, null, fresh) ? fresh : Objects.requireNonNull(closers);
    }
    if (!ended) {
      mine.await();
    }
  }

  /** All that is left to read, after the end. */
  List<Task<?>> rest() {
    int size = claimed.get();
    TaskNode<?>[] rest = new TaskNode<?>[size - read];
    for (int place = read; place < size; ) {
      int count = Math.min(size - place, (1 << BITS) - (place & MASK));
      System.arraycopy(pieces[place >> BITS], place & MASK, rest, place - read, count);
      place += count;
    }
    read = size;
    return Collections.unmodifiableList(Arrays.asList(rest));
  }
}
