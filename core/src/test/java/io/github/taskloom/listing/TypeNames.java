package io.github.taskloom.listing;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes types as a source file of a package would, and keeps what that file would import. */
final class TypeNames {
  private final String packageName;
  private final Map<String, Class<?>> bySimpleName = new TreeMap<>();

  TypeNames(String packageName) {
    this.packageName = packageName;
  }

  /** The full names of what is from elsewhere, but for java.lang. */
  Collection<String> imports() {
    return bySimpleName.values().stream()
        .filter(type -> !type.getPackageName().equals(packageName))
        .filter(type -> !type.getPackageName().equals("java.lang"))
        .map(Class::getName)
        .sorted()
        .toList();
  }

  /** The name of a class without its package, and with the names of those that it is nested in. */
  String of(Class<?> type) {
    if (type.isPrimitive()) {
      return type.getName();
    }
    Class<?> outer = type.getDeclaringClass();
    if (outer != null) {
      return of(outer) + "." + type.getSimpleName();
    }
    Class<?> named = bySimpleName.putIfAbsent(type.getSimpleName(), type);
    return named == null || named == type ? type.getSimpleName() : type.getName();
  }

  /** A type as it stands in a signature, with its annotations. */
  String of(AnnotatedType type) {
    if (type instanceof AnnotatedArrayType array) {
      String brackets = annotations(array.getAnnotations());
      String component = of(array.getAnnotatedGenericComponentType());
      return component + (brackets.isEmpty() ? "[]" : " " + brackets + "[]");
    }
    return annotations(type.getAnnotations()) + bare(type);
  }

  private String bare(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType parameterized) {
      return of(rawClass(parameterized))
          + list("<", parameterized.getAnnotatedActualTypeArguments(), ", ", ">");
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
      return lower.length > 0
          ? "?" + list(" super ", lower, " & ", "")
          : "?" + bounds(wildcard.getAnnotatedUpperBounds());
    }
    if (type.getType() instanceof TypeVariable<?> variable) {
      return variable.getName();
    }
    return of(rawClass(type));
  }

  /** The class of a type without its arguments. */
  static Class<?> rawClass(AnnotatedType type) {
    return rawClass(type.getType());
  }

  private static Class<?> rawClass(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  /** The type parameters that a class or a method declares, with a space behind them. */
  String parameters(TypeVariable<?>[] variables) {
    if (variables.length == 0) {
      return "";
    }
    return Arrays.stream(variables)
        .map(
            it -> annotations(it.getAnnotations()) + it.getName() + bounds(it.getAnnotatedBounds()))
        .collect(Collectors.joining(", ", "<", ">"));
  }

  private String bounds(AnnotatedType[] bounds) {
    boolean none = bounds.length == 1 && of(bounds[0]).equals("Object");
    return none ? "" : list(" extends ", bounds, " & ", "");
  }

  /** Types behind a word, or nothing. */
  String list(String before, AnnotatedType[] types, String between, String after) {
    if (types.length == 0) {
      return "";
    }
    return Arrays.stream(types).map(this::of).collect(Collectors.joining(between, before, after));
  }

  /** Each with a space behind it; values are left out. */
  String annotations(Annotation[] annotations) {
    return Arrays.stream(annotations)
        .map(it -> "@" + of(it.annotationType()) + " ")
        .sorted()
        .collect(Collectors.joining());
  }
}
