package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/** The words of users' objects, for messages; one that throws instead must hide nothing. */
final class Described {
  private Described() {}

  static String of(@Nullable Object object) {
    try {
      return String.valueOf(object);
    } catch (Throwable thrown) { // of the user's own toString or getMessage
      return object == null ? "null" : object.getClass().getName() + " (its toString() throws)";
    }
  }
}
