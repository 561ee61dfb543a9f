package io.github.taskloom.jdbc.testing;

/**
 * How much a test tries: enough to see that it works, for everyone who runs {@code mvn verify}; or
 * all of it, with {@code -Pfull}. A class of tests that asks for it has the tag {@code sized}.
 */
public final class Size {
  private static final boolean FULL = "full".equals(System.getProperty("taskloom.size"));

  private Size() {}

  /** The one of two numbers that belongs to the size of this run. */
  public static int of(int quick, int full) {
    return FULL ? full : quick;
  }
}
