package io.github.taskloom.hazelcast;

import java.lang.invoke.MethodType;
import java.util.Objects;

/** Values that are sent are objects: int.class stands for Integer, as the compiler has it. */
final class Boxed {
  private Boxed() {}

  @SuppressWarnings("unchecked") // int.class is a Class<Integer>
  static <T> Class<T> of(Class<T> type) {
    return Objects.requireNonNull(type, "A class is null").isPrimitive()
        ? (Class<T>) MethodType.methodType(type).wrap().returnType()
        : type;
  }
}
