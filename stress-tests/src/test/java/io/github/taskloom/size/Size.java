package io.github.taskloom.size;

/**
 * How much the tests of this module try: enough to see that they work, for everyone who runs {@code
 * mvn verify}; or all of it, with {@code -Pfull}. A class of tests that asks for it has the tag
 * {@code sized}: those are what the full size adds.
 */
public enum Size {
  /** Seconds for a class of tests. */
  QUICK,

  /** What is promised to have been tried; minutes. */
  FULL;

  private static final String PROPERTY = "taskloom.size";

  /**
   * The size of this run, QUICK unless the system property {@code taskloom.size} says otherwise.
   *
   * @throws IllegalArgumentException if the property names no size
   */
  public static Size current() {
    String name = System.getProperty(PROPERTY, "quick");
    for (Size size : values()) {
      if (size.name().equalsIgnoreCase(name)) {
        return size;
      }
    }
    throw new IllegalArgumentException(
        "-D" + PROPERTY + "=" + name + ": there are -D" + PROPERTY + "=quick and =full");
  }

  /** The one of two numbers that belongs to the size of this run. */
  public static int of(int quick, int full) {
    return current() == FULL ? full : quick;
  }
}
