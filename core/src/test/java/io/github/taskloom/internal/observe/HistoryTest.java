package io.github.taskloom.internal.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Transition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ring of transitions. */
@Timeout(60)
class HistoryTest {
  private final Task<?> task = Task.of("task", () -> "x");

  /** A thread that is late with its record does not replace what came a round later. */
  @Test
  void add_lateRecord_doesNotReplaceALaterOne() {
    History<TaskState, TaskEvent> history = new History<>(2);
    Transition<TaskState, TaskEvent> late = made(1);
    Transition<TaskState, TaskEvent> later = made(3);

    history.add(later);
    history.add(late);
    history.add(made(2));

    assertEquals(
        List.of(2L, 3L), history.oldestFirst().stream().map(Transition::sequence).toList());
  }

  private Transition<TaskState, TaskEvent> made(long sequence) {
    return new Transition<>(
        task,
        TaskState.PENDING,
        TaskEvent.QUEUE,
        TaskState.QUEUED,
        Instant.now(),
        sequence,
        1,
        null);
  }
}
