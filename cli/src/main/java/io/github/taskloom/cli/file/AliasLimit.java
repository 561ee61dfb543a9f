package io.github.taskloom.cli.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Refuses text whose aliases stand for more than a machine should hold. How often an alias stands
 * says nothing: thousands of tasks may share an {@code env}, while ten lines of aliases of aliases
 * may stand for a billion. So each alias costs what it stands for, as if that were written out; one
 * that stands inside of what it names would never end, and a merge key with it does not.
 *
 * <p>Counted while events pass and not afterwards: merge keys are written out by the composer.
 */
final class AliasLimit extends EventFilter {
  /** As much again as five times the largest file. */
  private static final long MOST = 50 << 20;

  /** Of a node beside its text, in the same unit: characters. */
  private static final int COST_OF_NODE = 16;

  private final Map<Anchor, Long> costs = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long added;

  /** A list or mapping that has not ended yet. */
  private static final class Open {
    private final @Nullable Anchor anchor;
    private long cost = COST_OF_NODE;

    Open(@Nullable Anchor anchor) {
      this.anchor = anchor;
    }
  }

  AliasLimit(Parser parser) {
    super(parser);
  }

  @Override
  void passes(Event event) {
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> begin(anchor(event));
      case MappingEnd, SequenceEnd -> {
        Open ended = open.pop();
        complete(ended.anchor, ended.cost);
      }
      case Scalar ->
          complete(anchor(event), COST_OF_NODE + ((ScalarEvent) event).getValue().length());
      case Alias -> expand((AliasEvent) event);
      default -> {}
    }
  }

  private void begin(@Nullable Anchor anchor) {
    if (anchor != null) {
      costs.remove(anchor); // an earlier one of that name is no longer meant
    }
    open.push(new Open(anchor));
  }

  private void expand(AliasEvent alias) {
    Anchor named = alias.getAlias();
    Long known = costs.get(named);
    if (known == null && open.stream().anyMatch(around -> named.equals(around.anchor))) {
      throw new ParserException(
          "the alias " + named + " stands inside of what it names", alias.getStartMark());
    }
    long cost = known == null ? 0 : known; // an unknown one is refused by the composer
    added += cost;
    if (added > MOST) {
      throw new ParserException(
          "the aliases up to here stand for more than " + (MOST >> 20) + " MiB",
          alias.getStartMark());
    }
    complete(null, cost);
  }

  private void complete(@Nullable Anchor anchor, long cost) {
    if (anchor != null) {
      costs.put(anchor, cost);
    }
    Open around = open.peek();
    if (around != null) {
      around.cost += cost;
    }
  }

  private static @Nullable Anchor anchor(Event event) {
    return ((NodeEvent) event).getAnchor().orElse(null);
  }
}
