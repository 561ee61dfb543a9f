package io.github.taskloom.internal.observe;

import io.github.taskloom.fsm.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The last transitions of a machine, in a ring that any thread may write without waiting. */
final class History<S extends Enum<S>, E extends Enum<E>> {
  private final AtomicReferenceArray<@Nullable Transition<S, E>> ring;

  History(int capacity) {
    ring = new AtomicReferenceArray<>(capacity);
  }

  /** Its place follows from its number; a slow writer never replaces what came a round later. */
  void add(Transition<S, E> made) {
    int place = (int) (made.sequence() % ring.length());
    ring.accumulateAndGet(
        place, made, (old, added) -> old == null || old.sequence() < made.sequence() ? added : old);
  }

  List<Transition<S, E>> oldestFirst() {
    List<Transition<S, E>> made = new ArrayList<>();
    for (int i = 0; i < ring.length(); i++) {
      Transition<S, E> transition = ring.get(i);
      if (transition != null) {
        made.add(transition);
      }
    }
    made.sort(Comparator.comparingLong(Transition::sequence));
    return made;
  }
}
