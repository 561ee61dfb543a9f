package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import java.util.concurrent.Executors;

/**
 * Engines for a JVM that is to know one of them alone: none of their classes is loaded before it is
 * asked for, where a constant of {@link Rival} brings those of all others along.
 */
public final class SingleEngine {
  private SingleEngine() {}

  /**
   * Does what an engine needs to be called from here, and would not elsewhere.
   *
   * @param rival the name of its {@link Rival}
   */
  public static void prepare(String rival) {
    if (rival.equals("SCOPE_PER_LAYER")) {
      StructuredScopes.prepare();
    }
  }

  /**
   * A new engine.
   *
   * @param rival the name of its {@link Rival}
   * @throws IllegalArgumentException if it is none of those that are measured so
   */
  public static Engine of(String rival) {
    return switch (rival) {
      case "TASKLOOM_LAYERED" -> new Taskloom(Make.defaults());
      case "TASKLOOM_EAGER" -> new Taskloom(Make.defaults().order(Order.EAGER));
      case "FUTURES_VIRTUAL" -> new Futures(Executors.newVirtualThreadPerTaskExecutor(), true);
      case "SCOPE_PER_LAYER" -> new ScopePerLayer();
      case "VIRTUAL_THREADS" -> new VirtualThreads();
      default -> throw new IllegalArgumentException("there is no single engine " + rival);
    };
  }
}
