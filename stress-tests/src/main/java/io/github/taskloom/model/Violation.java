package io.github.taskloom.model;

/** The engine and the model do not agree, or the engine has broken a promise. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether something did not end: what still runs may disturb whatever comes next. */
  private final boolean hang;

  Violation(String what) {
    this(what, false);
  }

  Violation(String what, boolean hang) {
    super(what);
    this.hang = hang;
  }

  boolean isHang() {
    return hang;
  }

  static void unless(boolean kept, String what) {
    if (!kept) {
      throw new Violation(what);
    }
  }
}
