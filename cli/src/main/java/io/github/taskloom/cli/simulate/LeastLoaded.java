package io.github.taskloom.cli.simulate;

/**
 * Members by how many tasks each has, the least loaded first; of several the one with the lowest
 * number. A heap that knows where each member stands.
 */
final class LeastLoaded {
  private final int[] heap;
  private final int[] places;
  private final long[] loads;
  private long sum;

  LeastLoaded(int members) {
    heap = new int[members];
    places = new int[members];
    loads = new long[members];
    for (int member = 0; member < members; member++) {
      heap[member] = member;
      places[member] = member;
    }
  }

  int member() {
    return heap[0];
  }

  long load(int member) {
    return loads[member];
  }

  /** Up to how many tasks each member would have if these came to all that are out. */
  long level(int more) {
    return (sum + more + heap.length - 1) / heap.length;
  }

  void add(int member, int tasks) {
    loads[member] += tasks;
    sum += tasks;
    if (tasks < 0) {
      rise(places[member]);
    } else {
      sink(places[member]);
    }
  }

  private void rise(int start) {
    int place = start;
    while (place > 0 && isBefore(heap[place], heap[(place - 1) / 2])) {
      swap(place, (place - 1) / 2);
      place = (place - 1) / 2;
    }
  }

  private void sink(int start) {
    int place = start;
    while (2 * place + 1 < heap.length) {
      int child = 2 * place + 1;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (isBefore(heap[place], heap[child])) {
        return;
      }
      swap(place, child);
      place = child;
    }
  }

  private boolean isBefore(int member, int other) {
    return loads[member] != loads[other] ? loads[member] < loads[other] : member < other;
  }

  private void swap(int place, int other) {
    int member = heap[place];
    heap[place] = heap[other];
    heap[other] = member;
    places[heap[place]] = place;
    places[heap[other]] = other;
  }
}
