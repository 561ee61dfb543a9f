package io.github.taskloom.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What options say. Not changed any more once the final field of the options has it. */
final class Settings implements Cloneable {
  @Nullable String schema;
  String tablePrefix = "taskloom_";
  boolean createsTables = true;
  Duration lease = Duration.ofSeconds(30);
  @Nullable Duration heartbeat; // null: a third of the lease
  Duration waitForOwner = Duration.ZERO;
  int batchSize = 1_000;
  boolean appendWaits;

  Settings copy() {
    try {
      return (Settings) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
