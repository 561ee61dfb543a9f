package io.github.taskloom.hazelcast.internal.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Values} has serialized. No class is loaded before its name is allowed, none is
 * initialized before the filter has passed it, and there are no dynamic proxies. The bytes bound
 * how much they can make: an array has no more elements than there are bytes.
 */
final class FilteredStream extends ObjectInputStream {
  /**
   * Sets of sets cost twice as much with each level. What refers to what came before has no such
   * bound: the processor's time is not what this protects.
   */
  private static final int DEPTH = 20;

  /** What a table of a map may have beyond its entries. */
  private static final int SPARE = 1024;

  private final AllowList allowed;
  private final ClassLoader loader;
  private @Nullable String refused;
  private boolean exceeded;

  FilteredStream(byte[] bytes, AllowList allowed, ClassLoader loader) throws IOException {
    super(new ByteArrayInputStream(bytes));
    this.allowed = allowed;
    this.loader = loader;
    long most = 4L * bytes.length + SPARE;
    ObjectInputFilter ours = info -> judge(info, most);
    setObjectInputFilter(ObjectInputFilter.merge(ours, ObjectInputFilter.Config.getSerialFilter()));
  }

  private ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo info, long most) {
    if (info.depth() > DEPTH || info.arrayLength() > most || info.references() > most) {
      exceeded = true;
      return ObjectInputFilter.Status.REJECTED;
    }
    Class<?> read = info.serialClass();
    if (read == null) {
      return ObjectInputFilter.Status.UNDECIDED;
    }
    while (read.isArray()) {
      read = read.componentType();
    }
    if (read.isPrimitive() || isAllowed(read)) {
      return ObjectInputFilter.Status.ALLOWED;
    }
    refused = read.getName();
    return ObjectInputFilter.Status.REJECTED;
  }

  /** What the filter has refused; null if nothing. */
  @Nullable String refused() {
    return refused;
  }

  /** What it is that cannot be read, if it is too deep or long; null if not. */
  @Nullable String exceeded() {
    return exceeded ? "more than " + DEPTH + " levels, or more elements than it has bytes" : null;
  }

  private boolean isAllowed(Class<?> read) {
    return allowed.allows(read.getName()) || isPlainException(read);
  }

  /** Exceptions of the JDK's basic packages hold texts and other exceptions. */
  private static boolean isPlainException(Class<?> read) {
    String home = read.getPackageName();
    return Throwable.class.isAssignableFrom(read)
        && (home.equals("java.lang")
            || home.equals("java.io")
            || home.equals("java.util")
            || home.equals("java.util.concurrent")
            || home.equals("java.time")
            || home.equals("java.nio.file"));
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass described)
      throws IOException, ClassNotFoundException {
    String name = described.getName();
    String element = elementOf(name);
    if (!element.isEmpty() && !allowed.allows(element) && !element.startsWith("java.")) {
      throw new NotAllowedException(element);
    }
    if (isPrimitive(name)) {
      return super.resolveClass(described);
    }
    Class<?> found = Class.forName(name, false, loader);
    Class<?> inner = found;
    while (inner.isArray()) {
      inner = inner.componentType();
    }
    if (!inner.isPrimitive() && !isAllowed(inner)) {
      throw new NotAllowedException(inner.getName());
    }
    return found;
  }

  /** The class of an array's elements; empty for those of a primitive type. */
  private static String elementOf(String name) {
    int dimensions = name.lastIndexOf('[') + 1;
    if (dimensions == 0) {
      return name.indexOf('.') < 0 && isPrimitive(name) ? "" : name;
    }
    return name.charAt(dimensions) == 'L' ? name.substring(dimensions + 1, name.length() - 1) : "";
  }

  private static boolean isPrimitive(String name) {
    return switch (name) {
      case "boolean", "byte", "char", "short", "int", "long", "float", "double", "void" -> true;
      default -> false;
    };
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
    throw new NotAllowedException("a dynamic proxy of " + String.join(", ", interfaces));
  }

  /** A class that is not on the list. */
  static final class NotAllowedException extends InvalidClassException {
    private static final long serialVersionUID = 1L;

    NotAllowedException(String name) {
      super(name, "not allowed");
    }
  }
}
