package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;

/** What a fresh JVM makes. */
enum FirstGraph {
  TEN("10 trivial tasks") {
    @Override
    Graph graph() {
      return Shapes.layers(4, 4, 2);
    }
  },
  SLEEPERS("1,000 sleep 20 ms") {
    @Override
    Graph graph() {
      return Shapes.each(Shapes.independent(1_000), Graph.Kind.SLEEPING, 20_000_000);
    }
  };

  private final String title;

  FirstGraph(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract Graph graph();
}
