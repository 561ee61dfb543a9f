package io.github.taskloom.benchmarks.graph;

import java.util.function.IntFunction;

/** The graphs whose tasks return at once, so that nothing but the engine is measured. */
public enum TrivialGraph {
  INDEPENDENT("independent", 1_000_000, 50_000, Shapes::independent),
  CHAIN("chain", 100_000, 20_000, Shapes::chain),
  SQUARE_GRID("square grid", 1_000_000, 62_500, TrivialGraph::square),
  NARROW_GRID("grid 16 wide", 160_000, 32_000, size -> Shapes.grid(size / 16, 16)),
  IN_TREE(
      "binary in-tree", 1 << 20, 1 << 16, size -> Shapes.inTree(Integer.highestOneBit(size) / 2)),
  RANDOM("random layers", 1_000_000, 40_000, size -> Shapes.random(size, TrivialGraph.SEED));

  /** Of all that is random in the graphs. */
  public static final long SEED = 2026;

  private final String title;
  private final int full;
  private final int quick;

  @SuppressWarnings("ImmutableEnumChecker") // method references
  private final IntFunction<Graph> shape;

  TrivialGraph(String title, int full, int quick, IntFunction<Graph> shape) {
    this.title = title;
    this.full = full;
    this.quick = quick;
    this.shape = shape;
  }

  private static Graph square(int tasks) {
    int side = (int) Math.sqrt(tasks);
    return Shapes.grid(side, side);
  }

  public String title() {
    return title;
  }

  /** About how many tasks it has. */
  public int tasks(boolean small) {
    return small ? quick : full;
  }

  /** One of about so many tasks, not more. */
  public Graph of(int tasks) {
    return shape.apply(tasks);
  }
}
