package io.github.taskloom.cli.fresh;

import java.util.Map;
import java.util.NavigableMap;

/**
 * What a task was made of at its last success, and what it left.
 *
 * @param task its name
 * @param definition stands for what the task file said of it
 * @param effect stands for what it left: the same as before only where others need not care
 * @param needs the effects of what it needs, by their names
 * @param inputs as they were before its command started
 * @param outputs as they were after that had ended
 */
record Success(
    String task,
    String definition,
    String effect,
    Map<String, String> needs,
    NavigableMap<String, Content> inputs,
    NavigableMap<String, Content> outputs) {}
