package io.github.taskloom.listing;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lines of one type. */
final class TypeListing {
  /** What every object has; that a class has its own is no change of its interface. */
  private static final Set<String> OF_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");

  /** What every enum, record or annotation extends. */
  private static final Set<Class<?>> OF_KIND =
      Set.of(Object.class, Enum.class, Record.class, Annotation.class);

  private final Class<?> type;
  private final TypeNames names;
  private final Visible visible;

  TypeListing(Class<?> type, TypeNames names, Visible visible) {
    this.type = type;
    this.names = names;
    this.visible = visible;
  }

  void addTo(List<String> lines) {
    lines.add(header());
    Set<String> fields = new TreeSet<>();
    Set<String> constructors = new TreeSet<>();
    Set<String> methods = new TreeSet<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (Visible.isOffered(constructor.getModifiers(), type) && !constructor.isSynthetic()) {
        constructors.add("  " + text(constructor));
      }
    }
    for (Class<?> origin : origins()) {
      for (Field field : origin.getDeclaredFields()) {
        if (Visible.isOffered(field.getModifiers(), type) && !field.isSynthetic()) {
          fields.add("  " + text(field));
        }
      }
      for (Method method : origin.getDeclaredMethods()) {
        if (Visible.isOffered(method.getModifiers(), type)
            && !method.isSynthetic()
            && !isImplied(method)) {
          methods.add("  " + text(method));
        }
      }
    }
    lines.addAll(fields);
    lines.addAll(constructors);
    lines.addAll(methods);
  }

  /** The type, and those that users cannot name but whose members it has from them. */
  private Set<Class<?>> origins() {
    Set<Class<?>> origins = new LinkedHashSet<>();
    List<Class<?>> open = new ArrayList<>(List.of(type));
    while (!open.isEmpty()) {
      Class<?> next = open.removeLast();
      origins.add(next);
      for (AnnotatedType supertype : supertypes(next)) {
        if (!visible.is(TypeNames.rawClass(supertype))) {
          open.add(TypeNames.rawClass(supertype));
        }
      }
    }
    return origins;
  }

  private static List<AnnotatedType> supertypes(Class<?> type) {
    List<AnnotatedType> supertypes = new ArrayList<>(List.of(type.getAnnotatedInterfaces()));
    if (type.getSuperclass() != null) {
      supertypes.addFirst(type.getAnnotatedSuperclass());
    }
    return supertypes;
  }

  private String header() {
    String kind = kind();
    int shown = type.getModifiers() & (Modifier.PROTECTED | Modifier.STATIC);
    if (kind.equals("class")) {
      shown |= type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
    } else {
      shown &= ~Modifier.STATIC;
    }
    String modifiers = Modifier.toString(shown);
    return names.annotations(type.getAnnotations())
        + (modifiers.isEmpty() ? "" : modifiers + " ")
        + (type.isSealed() ? "sealed " : "")
        + kind
        + " "
        + names.of(type)
        + names.parameters(type.getTypeParameters())
        + components()
        + extended()
        + permitted();
  }

  private String kind() {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private String components() {
    if (!type.isRecord()) {
      return "";
    }
    return Arrays.stream(type.getRecordComponents())
        .map(it -> names.of(it.getAnnotatedType()) + " " + it.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The nearest supertypes that users can name, but for those that the kind of type has anyway. */
  private String extended() {
    Set<String> extended = new LinkedHashSet<>();
    for (Class<?> origin : origins()) {
      for (AnnotatedType supertype : supertypes(origin)) {
        Class<?> raw = TypeNames.rawClass(supertype);
        if (visible.is(raw) && !OF_KIND.contains(raw)) {
          extended.add(names.of(supertype));
        }
      }
    }
    return extended.isEmpty() ? "" : " extends " + String.join(", ", extended);
  }

  private String permitted() {
    if (!type.isSealed() || type.isEnum()) {
      return "";
    }
    List<String> permitted = new ArrayList<>();
    for (Class<?> subtype : type.getPermittedSubclasses()) {
      permitted.add(visible.is(subtype) ? names.of(subtype) : "hidden");
    }
    return permitted.stream()
        .distinct()
        .sorted()
        .collect(Collectors.joining(", ", " permits ", ""));
  }

  private boolean isImplied(Method method) {
    boolean isOfEnum =
        type.isEnum() && (method.getName().equals("values") || method.getName().equals("valueOf"));
    return isOfEnum || OF_OBJECT.contains(call(method));
  }

  private String text(Field field) {
    if (field.isEnumConstant()) {
      return field.getName();
    }
    return names.annotations(field.getDeclaredAnnotations())
        + modifiers(field.getModifiers() & Modifier.fieldModifiers())
        + names.of(field.getAnnotatedType())
        + " "
        + field.getName();
  }

  private String text(Constructor<?> constructor) {
    return names.annotations(constructor.getDeclaredAnnotations())
        + modifiers(constructor.getModifiers() & Modifier.constructorModifiers())
        + spaced(names.parameters(constructor.getTypeParameters()))
        + type.getSimpleName()
        + arguments(constructor);
  }

  private String text(Method method) {
    return names.annotations(method.getDeclaredAnnotations())
        + modifiers(method.getModifiers() & Modifier.methodModifiers())
        + (method.isDefault() ? "default " : "")
        + spaced(names.parameters(method.getTypeParameters()))
        + names.of(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + arguments(method)
        + (method.getDefaultValue() == null ? "" : " default");
  }

  private String call(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String arguments(Executable executable) {
    String types = names.list("", executable.getAnnotatedParameterTypes(), ", ", "");
    String last = types;
    if (executable.isVarArgs()) {
      last = types.substring(0, types.length() - "[]".length()) + "...";
    }
    return "("
        + last
        + ")"
        + names.list(" throws ", executable.getAnnotatedExceptionTypes(), ", ", "");
  }

  /**
   * Public is what is not said, and that a method is native or strict is nothing to its callers.
   */
  private String modifiers(int modifiers) {
    int shown =
        modifiers & ~(Modifier.PUBLIC | Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT);
    if (type.isInterface()) {
      shown &= ~Modifier.ABSTRACT;
    }
    return spaced(Modifier.toString(shown));
  }

  private static String spaced(String word) {
    return word.isEmpty() ? "" : word + " ";
  }
}
