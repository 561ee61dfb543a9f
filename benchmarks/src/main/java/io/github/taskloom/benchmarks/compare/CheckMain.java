package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.measure.Machine;
import io.github.taskloom.benchmarks.measure.OrderCheck;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the engines that it is given by name; a line each. Runs in a JVM of its own. */
final class CheckMain {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private CheckMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("jdk\t" + Machine.jdk());
    for (String name : arguments) {
      Contender contender = Contender.valueOf(name);
      String violation = violation(contender);
      System.out.println(name + "\t" + (violation == null ? "ok" : violation));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // whatever threads an engine has left behind
  }

  private static @Nullable String violation(Contender contender) throws InterruptedException {
    for (Map.Entry<String, Graph> small : OrderCheck.smallGraphs().entrySet()) {
      try (Engine engine = contender.engine()) {
        String violation = OrderCheck.violation(engine, small.getValue(), LIMIT);
        if (violation != null) {
          return small.getKey() + ": " + violation;
        }
      }
    }
    return null;
  }
}
