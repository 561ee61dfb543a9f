package io.github.taskloom.dashboard.internal.data;

/** Texts of users, made fit to be written as UTF-8. */
public final class Texts {
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** The same with a replacement character for each half of a surrogate pair that stands alone. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text, i);
      }
    }
    return text;
  }

  private static String replaced(String text, int from) {
    StringBuilder whole = new StringBuilder(text);
    for (int i = from; i < whole.length(); i++) {
      char at = whole.charAt(i);
      if (Character.isHighSurrogate(at)
          && i + 1 < whole.length()
          && Character.isLowSurrogate(whole.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(at)) {
        whole.setCharAt(i, REPLACEMENT);
      }
    }
    return whole.toString();
  }

  /** The begin of a text, at most so many characters, and how many more there were. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return text.substring(0, longest) + cutNote(text.length() - longest);
  }

  /** What stands where a text was cut. */
  public static String cutNote(long missing) {
    return "\n[cut here: " + missing + " more characters]";
  }
}
