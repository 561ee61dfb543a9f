package io.github.taskloom.hazelcast.internal.wire;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which classes are read: those of the JDK that hold values and run nothing of a caller's choice,
 * and those that the user names.
 */
public final class AllowList {
  /** Of none but the JDK's. */
  public static final AllowList EMPTY = new AllowList(Set.of());

  /** Values of the JDK; a name that ends with a dot is a package, without those below it. */
  private static final Set<String> VALUES =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Double",
          "java.lang.Enum",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Number",
          "java.lang.Object",
          "java.lang.Short",
          "java.lang.StackTraceElement",
          "java.lang.String",
          "java.lang.invoke.SerializedLambda", // which checks its capturing class on its own
          "java.net.URI",
          "java.time.",
          "java.util.AbstractMap$SimpleEntry",
          "java.util.AbstractMap$SimpleImmutableEntry",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.Arrays$ArrayList",
          "java.util.BitSet",
          "java.util.CollSer",
          "java.util.Collections$EmptyList",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$EmptySet",
          "java.util.Collections$SingletonList",
          "java.util.Collections$SingletonMap",
          "java.util.Collections$SingletonSet",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.Collections$UnmodifiableList",
          "java.util.Collections$UnmodifiableMap",
          "java.util.Collections$UnmodifiableRandomAccessList",
          "java.util.Collections$UnmodifiableSet",
          "java.util.Date",
          "java.util.EnumMap",
          "java.util.EnumSet$SerializationProxy",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$ListN",
          "java.util.ImmutableCollections$Map1",
          "java.util.ImmutableCollections$MapN",
          "java.util.ImmutableCollections$Set12",
          "java.util.ImmutableCollections$SetN",
          "java.util.JumboEnumSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.Locale",
          "java.util.Map$Entry",
          "java.util.RegularEnumSet",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "java.util.UUID",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.math.MathContext",
          "java.math.RoundingMode");

  private final Set<String> names;

  private AllowList(Set<String> names) {
    this.names = names;
  }

  /**
   * With further names.
   *
   * @param more classes ("com.acme.Order", with what is nested in it), or packages with those below
   *     ("com.acme.")
   * @throws IllegalArgumentException if one of them allows everything, or is no name
   */
  public AllowList with(List<String> more) {
    Set<String> all = new TreeSet<>(names);
    for (String name : more) {
      String checked = Objects.requireNonNull(name, "A name is null").strip();
      if (!checked.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*\\.?")) {
        throw new IllegalArgumentException(
            "'" + name + "' is no class (com.acme.Order) and no package (com.acme.)");
      }
      if (Set.of("java.", "javax.", "com.", "org.", "io.", "net.", "jdk.", "sun.")
          .contains(checked)) {
        throw new IllegalArgumentException(
            "'" + name + "' allows nearly everything: name the packages of your own classes");
      }
      all.add(checked);
    }
    return new AllowList(all);
  }

  /** Whether a class of that name is read; of an array its elements' class counts. */
  public boolean allows(String className) {
    int end = className.lastIndexOf('.');
    return VALUES.contains(className)
        || VALUES.contains(className.substring(0, end + 1))
        || isNamed(className);
  }

  /** Whether the user has named it. */
  private boolean isNamed(String className) {
    for (String name : names) {
      if (name.endsWith(".")
          ? className.startsWith(name)
          : className.equals(name) || className.startsWith(name + "$")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
