package io.github.taskloom.benchmarks.family;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code benchmarks/compare} can be asked for by {@code --family}. */
@SuppressWarnings("ImmutableEnumChecker") // constructors of classes without state
public enum FamilyName {
  /** The graphs that are compared unless something else is asked for; no {@link Family}. */
  GRAPHS(null),
  MANY(Many::new),
  SMALL(Small::new),
  METG(Metg::new),
  MIXED(Mixed::new),
  OLD(Old::new),
  FIRST(First::new),
  JOURNAL(Recorded::new);

  private final @Nullable Supplier<Family> family;

  FamilyName(@Nullable Supplier<Family> family) {
    this.family = family;
  }

  /**
   * The family.
   *
   * @throws IllegalStateException if it is the graphs
   */
  Family family() {
    if (family == null) {
      throw new IllegalStateException(this + " is no family of makes");
    }
    return family.get();
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FamilyName of(String name) {
    for (FamilyName one : values()) {
      if (one.toString().equals(name)) {
        return one;
      }
    }
    throw new IllegalArgumentException("there is no family '" + name + "'");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
