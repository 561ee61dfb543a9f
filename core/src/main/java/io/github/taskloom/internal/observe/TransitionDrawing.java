package io.github.taskloom.internal.observe;

import io.github.taskloom.fsm.Transition;
import io.github.taskloom.fsm.Transitions;
import io.github.taskloom.internal.dot.Digraph;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws a transition table. */
public final class TransitionDrawing {
  private TransitionDrawing() {}

  private record Edge(Enum<?> from, Enum<?> event) {}

  public static <S extends Enum<S>, E extends Enum<E>> String draw(
      Transitions<S, E> transitions,
      String name,
      @Nullable S current,
      List<Transition<S, E>> history) {
    Set<Edge> travelled = new HashSet<>();
    for (Transition<S, E> transition : history) {
      travelled.add(new Edge(transition.from(), transition.event()));
    }
    Digraph graph = new Digraph(name);
    for (S state : transitions.states()) {
      graph.node(state.name(), Digraph.attributes("style", state == current ? "filled" : "solid"));
    }
    for (S from : transitions.states()) {
      for (E event : transitions.allowed(from)) {
        String label = event.name().toLowerCase(Locale.ROOT);
        boolean marked = travelled.contains(new Edge(from, event));
        graph.edge(
            from.name(),
            Objects.requireNonNull(transitions.next(from, event)).name(),
            marked
                ? Digraph.attributes("label", label, "style", "bold", "color", "blue")
                : Digraph.attributes("label", label));
      }
    }
    return graph.end();
  }
}
