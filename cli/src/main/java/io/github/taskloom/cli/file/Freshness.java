package io.github.taskloom.cli.file;

import io.github.taskloom.cli.glob.FilePatterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a task has anything to do.
 *
 * @param inputs the files that it is made of, or null where it does not say
 * @param outputs the files that it leaves; without a pattern it leaves none; null where it does not
 *     say
 * @param status scripts that all end with 0 when the task has nothing to do; often none
 */
public record Freshness(
    @Nullable FilePatterns inputs, @Nullable FilePatterns outputs, List<String> status) {
  /** Of a task that always runs. */
  public static final Freshness NONE = new Freshness(null, null, List.of());

  /** Copies the list. */
  public Freshness {
    status = List.copyOf(status);
  }

  /** Whether it can be up to date. */
  public boolean isDeclared() {
    return hasFiles() || !status.isEmpty();
  }

  /** Whether its files tell it, not a status alone. */
  public boolean hasFiles() {
    return inputs != null || (outputs != null && !outputs.isEmpty());
  }
}
