package io.github.taskloom.dashboard.internal.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a make. */
final class MakeFields {
  private final Values json;

  private long number;
  private int parent = RunData.NONE;
  private int parentTask = RunData.NONE;
  private long began;
  private long ended = RunData.UNKNOWN;
  private @Nullable String stopped;
  private long stoppedAt = RunData.UNKNOWN;
  private boolean paused;
  private final Longs pauses = new Longs();
  private final Ints goals = new Ints();
  private int layers;
  private long dropped;

  MakeFields(Values json) {
    this.json = json;
  }

  void field(String name) throws IOException {
    switch (name) {
      case "number" -> number = json.number();
      case "parent" -> parent = json.integer();
      case "parentTask" -> parentTask = json.integer();
      case "began" -> began = json.millis();
      case "ended" -> ended = json.millis();
      case "stopped" -> stopped = json.textOrNull();
      case "stoppedAt" -> stoppedAt = json.millis();
      case "paused" -> paused = json.truth();
      case "pauses" -> json.times(pauses);
      case "goals" -> json.integers(goals);
      case "layers" -> layers = json.integer();
      case "dropped" -> dropped = json.number();
      default -> json.skip();
    }
  }

  MakeRow row() {
    return new MakeRow(
        number,
        parent,
        parentTask,
        began,
        ended,
        stopped,
        stoppedAt,
        paused,
        pauses,
        goals,
        layers,
        dropped);
  }
}
