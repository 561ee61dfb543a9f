package io.github.taskloom.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * The detail of DONE where no run has computed the value: that stands here, published by the one
 * CAS, since no thread holds a PENDING task and may write to its field.
 */
record Restored(@Nullable Object value) {

  @Override
  public String toString() {
    return "restored";
  }
}
