package io.github.taskloom.model;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Transition;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** All transitions of one task: each is told once, follows the table, and follows the last one. */
final class Trail implements Consumer<Transition<TaskState, TaskEvent>> {
  private final String name;
  private final Queue<Transition<TaskState, TaskEvent>> told = new ConcurrentLinkedQueue<>();
  private State state;
  private long sequence;
  private int attempt = 1;

  Trail(String name, boolean prepare) {
    this.name = name;
    state = prepare ? State.PREPARE : State.PENDING;
  }

  @Override
  public void accept(Transition<TaskState, TaskEvent> transition) {
    told.add(transition);
  }

  /** How many transitions were told. */
  long count() {
    return sequence + told.size();
  }

  /** Between two steps: looks at what was told since the last call, by sequence number. */
  void complain(Queue<String> complaints) {
    List<Transition<TaskState, TaskEvent>> since =
        told.stream().sorted(Comparator.comparing(Transition::sequence)).toList();
    told.clear();
    for (Transition<TaskState, TaskEvent> next : since) {
      State from = State.valueOf(next.from().name());
      State to = State.valueOf(next.to().name());
      State.Event event = State.Event.valueOf(next.event().name());
      attempt += event == State.Event.RETRY || event == State.Event.AGAIN ? 1 : 0;
      sequence++;
      if (from != state
          || from.after(event) != to
          || next.sequence() != sequence
          || next.attempt() != attempt) {
        complaints.add(
            name
                + " made the transition "
                + next
                + " with number "
                + next.sequence()
                + " in attempt "
                + next.attempt()
                + " where it was "
                + state
                + " with number "
                + (sequence - 1)
                + " in attempt "
                + attempt);
      }
      state = to;
      sequence = next.sequence();
      attempt = next.attempt();
    }
  }
}
