package io.github.taskloom.jdbc.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * Texts as databases keep them: each comes back as it was, whatever a database makes of an empty
 * one, of characters that it has no code for, or of half a surrogate pair.
 *
 * <pre>
 *   the empty text                      \e
 *   a backslash                         \\
 *   a char that might not come back     &#92;uXXXX
 *   all else                            as it is
 * </pre>
 */
public final class StoredText {
  private static final char ESCAPE = '\\';
  private static final String EMPTY = "\\e";

  private StoredText() {}

  /**
   * As it is to be stored.
   *
   * @param text any, or null
   * @param isUnicode whether the database keeps all characters, or those of ASCII alone
   */
  public static @Nullable String of(@Nullable String text, boolean isUnicode) {
    if (text == null || isPlain(text, isUnicode)) {
      return text;
    }
    if (text.isEmpty()) {
      return EMPTY;
    }
    StringBuilder stored = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == ESCAPE) {
        stored.append(ESCAPE).append(ESCAPE);
      } else if (isKept(text, at, isUnicode)) {
        stored.append(next);
      } else {
        stored.append(ESCAPE).append('u').append(hex(next));
      }
    }
    return stored.toString();
  }

  private static String hex(char of) {
    return Integer.toHexString(0x1_0000 | of).substring(1);
  }

  /** As it was before. */
  public static @Nullable String read(@Nullable String stored) {
    if (stored == null || stored.indexOf(ESCAPE) < 0) {
      return stored;
    }
    StringBuilder text = new StringBuilder(stored.length());
    int at = 0;
    while (at < stored.length()) {
      char next = stored.charAt(at++);
      if (next != ESCAPE) {
        text.append(next);
        continue;
      }
      char kind = at < stored.length() ? stored.charAt(at++) : ' ';
      if (kind == ESCAPE) {
        text.append(ESCAPE);
      } else if (kind == 'u' && at + 4 <= stored.length()) {
        text.append((char) Integer.parseInt(stored, at, at + 4, 16));
        at += 4;
      } else if (kind != 'e') {
        throw new IllegalArgumentException("no text is stored as " + stored);
      }
    }
    return text.toString();
  }

  private static boolean isPlain(String text, boolean isUnicode) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == ESCAPE || !isKept(text, at, isUnicode)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isKept(String text, int at, boolean isUnicode) {
    char here = text.charAt(at);
    if (here < 0x7f) {
      return here >= ' ' || here == '\n';
    }
    if (here == 0x7f || !isUnicode || here >= 0xfffe) {
      return false;
    }
    if (Character.isHighSurrogate(here)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    return !Character.isLowSurrogate(here)
        || (at > 0 && Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
