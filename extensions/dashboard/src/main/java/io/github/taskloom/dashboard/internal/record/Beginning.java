package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.Bytes;
import io.github.taskloom.dashboard.internal.data.State;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is asked of tasks before they are written down: with no lock held, since names and notes
 * come from functions of a user's.
 *
 * @param begin of which make
 * @param walk its tasks
 * @param names of these
 * @param states of these
 * @param notes of these
 */
record Beginning(
    MakeBegan begin,
    GraphWalk walk,
    List<String> names,
    Bytes states,
    List<Map<String, String>> notes) {
  /**
   * So many of the tasks that had settled before the make are shown with it, beside as many as it
   * has tasks to settle: those may have settled meanwhile.
   */
  static final int MOST_SETTLED_BEFORE = 10_000;

  static Beginning of(MakeBegan begin, Options options) {
    GraphWalk walk = GraphWalk.from(begin.goals(), begin.tasks() + MOST_SETTLED_BEFORE);
    List<String> names = new ArrayList<>(walk.tasks.size());
    List<Map<String, String>> notes = new ArrayList<>(walk.tasks.size());
    Bytes states = new Bytes();
    for (Task<?> task : walk.tasks) {
      names.add(options.nameOf(task));
      notes.add(options.notesOf(task));
      states.add(State.of(task.state()));
    }
    return new Beginning(begin, walk, names, states, notes);
  }

  /** A task that was not among them. */
  static Late late(Task<?> task, Options options) {
    return new Late(
        task, options.nameOf(task), task.prerequisites(), task.dependents(), options.notesOf(task));
  }

  /**
   * A task that has turned up later.
   *
   * @param task which
   * @param name its name
   * @param before what it requires
   * @param behind what requires it
   * @param notes of it
   */
  record Late(
      Task<?> task,
      String name,
      List<Task<?>> before,
      List<Task<?>> behind,
      Map<String, String> notes) {}
}
