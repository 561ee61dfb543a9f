package io.github.taskloom.cli.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of WfFormat 1.5 that a replay needs, as the JSON has it: anything may be missing, what
 * else is there is skipped.
 */
record WfFormat(@Nullable String schemaVersion, @Nullable Flow workflow) {
  static final String VERSION = "1.5";

  record Flow(@Nullable Specification specification, @Nullable Execution execution) {}

  record Specification(@Nullable List<@Nullable SpecifiedTask> tasks) {}

  record SpecifiedTask(
      @Nullable String id,
      @Nullable List<@Nullable String> parents,
      @Nullable List<@Nullable String> children) {}

  record Execution(@Nullable List<@Nullable ExecutedTask> tasks) {}

  record ExecutedTask(@Nullable String id, @Nullable Double runtimeInSeconds) {}
}
