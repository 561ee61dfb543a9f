package io.github.taskloom.internal.report;

import org.jspecify.annotations.Nullable;

/** The words of users' objects, for messages; one that throws instead must hide nothing. */
public final class Described {
  private Described() {}

  public static String of(@Nullable Object object) {
    try {
      return String.valueOf(object);
    } catch (Throwable thrown) { // of the user's own toString or getMessage
      return object == null ? "null" : object.getClass().getName() + " (its toString() throws)";
    }
  }
}
