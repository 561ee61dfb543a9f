package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.measure.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first make of a JVM that is started for it, once in each round.
 *
 * @param made what it makes
 */
record FirstMake(FirstGraph made) implements Case {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public String group() {
    return "";
  }

  @Override
  public String title() {
    return made.title();
  }

  /** Has the system see the files that such a JVM reads. */
  @Override
  public void warmUp(Turn turn) throws Exception {
    Object unused = measure(turn);
  }

  @Override
  public Map<String, Double> measure(Turn turn) throws Exception {
    return Map.of(First.MILLIS, nanos(turn) / 1e6);
  }

  private long nanos(Turn turn) throws IOException, InterruptedException, ChildJvm.CutOffException {
    Path jdk = Path.of(System.getProperty("java.home"));
    List<String> arguments = List.of(turn.rival().name(), made.name());
    try (ChildJvm child = new ChildJvm(jdk, List.of(), FirstMain.class, arguments)) {
      String line = child.line(LIMIT);
      if (line == null) {
        throw new IllegalStateException("its JVM ended: " + child.lastWords());
      }
      return Long.parseLong(line);
    }
  }
}
