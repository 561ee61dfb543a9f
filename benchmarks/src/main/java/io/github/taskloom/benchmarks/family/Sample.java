package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Rival;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one round of a case gave.
 *
 * @param group the table
 * @param title the case
 * @param rival the engine
 * @param figures by name; empty if it failed
 * @param remark why it failed; null if it did not
 */
record Sample(
    String group,
    String title,
    Rival rival,
    Map<String, Double> figures,
    @Nullable String remark) {}
