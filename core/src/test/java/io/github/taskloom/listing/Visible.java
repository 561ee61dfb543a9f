package io.github.taskloom.listing;

import java.lang.reflect.Modifier;
import java.util.Set;

/**
 * What users of a module can name.
 *
 * @param packages those that it exports to all
 */
record Visible(Set<String> packages) {

  /** Whether a type is the JDK's, or it and all that it is nested in are public, or protected. */
  boolean is(Class<?> type) {
    if (type.getName().startsWith("java.")) {
      return true;
    }
    if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> outer = type.getDeclaringClass();
    return outer == null
        ? Modifier.isPublic(type.getModifiers()) && packages.contains(type.getPackageName())
        : is(outer) && isOffered(type.getModifiers(), outer);
  }

  /** Whether what has these modifiers is there for users, or for subclasses of theirs. */
  static boolean isOffered(int modifiers, Class<?> owner) {
    return Modifier.isPublic(modifiers)
        || (Modifier.isProtected(modifiers) && !Modifier.isFinal(owner.getModifiers()));
  }
}
