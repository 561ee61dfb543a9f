package io.github.taskloom.jdbc.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * What the two tables are called, as it stands in statements.
 *
 * @param run one row for each run
 * @param entry one row for each task and run
 */
public record TableNames(String run, String entry) {
  /** Of parts that need no quotes. */
  public static TableNames of(@Nullable String schema, String prefix) {
    String begin = (schema == null ? "" : schema + ".") + prefix;
    return new TableNames(begin + "run", begin + "entry");
  }
}
