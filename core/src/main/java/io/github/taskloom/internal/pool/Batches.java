package io.github.taskloom.internal.pool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The batches of the threads at work, at most as many as cores; any thread takes from them. */
final class Batches {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** A place is free where there is none. */
  private final AtomicReferenceArray<@Nullable Batch> places = new AtomicReferenceArray<>(CORES);

  /** How many were taken from batches that are not there any more. */
  private final AtomicLong takenBefore = new AtomicLong();

  /** A batch for the calling thread; null where as many have one as there are cores. */
  @Nullable Batch enter() {
    Batch fresh = null;
    for (int place = 0; place < CORES; place++) {
      if (places.get(place) == null) {
        fresh = fresh == null ? new Batch() : fresh;
        if (places.compareAndSet(place, null, fresh)) {
          return fresh;
        }
      }
    }
    return null;
  }

  /** By the batch's thread, which goes: what is left in it is offered to all. */
  void leave(Batch batch, IntConsumer offer) {
    for (int number = batch.take(); number >= 0; number = batch.take()) {
      offer.accept(number);
      takenBefore.getAndDecrement(); // it is to be claimed yet
    }
    takenBefore.getAndAdd(batch.taken());
    for (int place = 0; place < CORES; place++) {
      if (places.get(place) == batch) {
        places.set(place, null);
      }
    }
  }

  /** A number of another thread's batch, or -1. */
  int takeExcept(@Nullable Batch own) {
    for (int place = 0; place < CORES; place++) {
      Batch batch = places.get(place);
      int number = batch == null || batch == own ? -1 : batch.take();
      if (number >= 0) {
        return number;
      }
    }
    return -1;
  }

  /** How many were taken so far; while a thread leaves, its own may count twice or not at all. */
  long taken() {
    long taken = takenBefore.get();
    for (int place = 0; place < CORES; place++) {
      Batch batch = places.get(place);
      taken += batch == null ? 0 : batch.taken();
    }
    return taken;
  }

  /** How many could be taken at this moment. */
  int size() {
    int size = 0;
    for (int place = 0; place < CORES; place++) {
      Batch batch = places.get(place);
      size += batch == null ? 0 : batch.size();
    }
    return size;
  }
}
