package io.github.taskloom.cli.member;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class gives for the type parameters of an interface that it implements, somewhere above.
 */
final class TypeArguments {
  private final Map<TypeVariable<?>, Type> known = new HashMap<>();

  private TypeArguments() {}

  /** A class for each parameter of the interface; Object for those that stay open. */
  static List<Class<?>> of(Class<?> type, Class<?> implemented) {
    TypeArguments arguments = new TypeArguments();
    arguments.look(type);
    return Arrays.stream(implemented.getTypeParameters())
        .<Class<?>>map(arguments::classOf)
        .toList();
  }

  private void look(@Nullable Type type) {
    if (type instanceof ParameterizedType given && given.getRawType() instanceof Class<?> raw) {
      TypeVariable<?>[] parameters = raw.getTypeParameters();
      for (int i = 0; i < parameters.length; i++) {
        known.putIfAbsent(parameters[i], given.getActualTypeArguments()[i]);
      }
      look(raw);
    } else if (type instanceof Class<?> plain) {
      look(plain.getGenericSuperclass());
      Arrays.stream(plain.getGenericInterfaces()).forEach(this::look);
    }
  }

  private Class<?> classOf(@Nullable Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType given) {
      return classOf(given.getRawType());
    }
    if (type instanceof GenericArrayType array) {
      return classOf(array.getGenericComponentType()).arrayType();
    }
    if (type instanceof TypeVariable<?> variable && known.containsKey(variable)) {
      return classOf(known.get(variable));
    }
    return Object.class;
  }
}
