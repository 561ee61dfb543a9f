import org.jspecify.annotations.NullMarked;

/**
 * Taskloom: an embeddable engine for tasks with dependencies.
 *
 * <p>Start at {@link io.github.taskloom.Task}; the state machine alone is in {@link
 * io.github.taskloom.fsm}.
 *
 * @since 0.1.0
 */
@NullMarked
module io.github.taskloom {
  requires static jdk.jfr;
  requires static org.jspecify;

  exports io.github.taskloom;
  exports io.github.taskloom.event;
  exports io.github.taskloom.fsm;
  exports io.github.taskloom.journal;
  exports io.github.taskloom.policy;
  exports io.github.taskloom.testkit;
}
