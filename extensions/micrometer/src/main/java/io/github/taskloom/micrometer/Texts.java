package io.github.taskloom.micrometer;

/** Texts of the user's, of any length. */
final class Texts {
  private Texts() {}

  /** At most so many characters, the last one three dots where it was cut. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--; // not between the two halves of one character
    }
    return text.substring(0, end) + "…";
  }
}
