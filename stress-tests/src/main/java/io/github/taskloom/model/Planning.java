package io.github.taskloom.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A walk from the given tasks along what they require: what a make has to settle, on the states of
 * this moment. A task that its prerequisites decide already is no reason to make the others.
 */
final class Planning {
  private final Model model;

  /** The layer of each task that is to be settled, in the order in which the walk finished. */
  final Map<Integer, Integer> layers = new LinkedHashMap<>();

  final Map<Integer, Decision> decided = new LinkedHashMap<>();
  boolean unprepared;
  boolean cyclic;

  private final List<Integer> path = new ArrayList<>();

  /**
   * A task that its prerequisites settle.
   *
   * @param culprits those of them that may have
   */
  record Decision(State state, Set<Integer> culprits) {}

  Planning(Model model, List<Integer> given) {
    this.model = model;
    given.forEach(this::visit);
  }

  private void visit(int task) {
    Cell cell = model.cell(task);
    unprepared |= cell.state == State.PREPARE;
    cyclic |= path.contains(task);
    if (cell.state != State.PENDING || layers.containsKey(task) || path.contains(task)) {
      return;
    }
    unprepared |= cell.requires.stream().anyMatch(it -> model.cell(it).state == State.PREPARE);
    int layer = 0;
    Decision decision = decision(model, cell);
    if (decision != null) {
      decided.put(task, decision);
    } else {
      path.add(task);
      for (int prerequisite : cell.requires) {
        visit(prerequisite);
        layer = Math.max(layer, layers.getOrDefault(prerequisite, -1) + 1);
      }
      path.removeLast();
    }
    layers.put(task, layer);
  }

  /** On the states of this moment; null when no prerequisite decides. */
  static @Nullable Decision decision(Model model, Cell cell) {
    State by = model.decision(cell);
    if (by == null) {
      return null;
    }
    Set<Integer> culprits =
        cell.requires.stream()
            .filter(it -> isCulprit(model.cell(it).state, by))
            .collect(Collectors.toSet());
    return new Decision(by, culprits);
  }

  private static boolean isCulprit(State prerequisite, State decided) {
    return decided == State.FAILED ? prerequisite.isFailure() : prerequisite == State.CANCELLED;
  }
}
