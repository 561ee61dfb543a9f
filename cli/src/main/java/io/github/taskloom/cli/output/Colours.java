package io.github.taskloom.cli.output;

import java.util.Map;
import java.util.TreeMap;

/**
 * The colours that a terminal writes in, as SGR sequences have set them: of each kind, such as
 * foreground or underline, the one that was set last.
 */
final class Colours {
  /** Takes all colours back. */
  static final String NONE = "\u001b[0m";

  /** By the number that takes the kind back: 39 for foregrounds, 49 for backgrounds. */
  private final Map<Integer, String> active = new TreeMap<>();

  /**
   * Does what a sequence says.
   *
   * @param parameters between {@code ESC [} and {@code m}
   */
  void set(String parameters) {
    String[] codes = parameters.split(";", -1);
    for (int at = 0; at < codes.length; at++) {
      int number = number(codes[at]);
      int last = at;
      if ((number == 38 || number == 48) && codes[at].indexOf(':') < 0 && at + 1 < codes.length) {
        last = Math.min(codes.length - 1, at + (codes[at + 1].equals("2") ? 4 : 2));
      }
      set(number, String.join(";", java.util.Arrays.copyOfRange(codes, at, last + 1)));
      at = last;
    }
  }

  private void set(int number, String code) {
    if (number == 0) {
      active.clear();
    } else if (number == off(number)) {
      active.remove(number);
    } else if (off(number) != 0) {
      active.put(off(number), code);
    }
  }

  /** The number that takes back what this one sets; 0 for one that sets nothing that is known. */
  private static int off(int number) {
    if ((number >= 30 && number <= 39) || (number >= 90 && number <= 97)) {
      return 39;
    }
    if ((number >= 40 && number <= 49) || (number >= 100 && number <= 107)) {
      return 49;
    }
    return switch (number) {
      case 1, 2, 22 -> 22;
      case 3, 23 -> 23;
      case 4, 21, 24 -> 24;
      case 5, 6, 25 -> 25;
      case 7, 27 -> 27;
      case 8, 28 -> 28;
      case 9, 29 -> 29;
      default -> 0;
    };
  }

  /** The number before a colon; 0 for none, as terminals take it; -1 for what is no number. */
  private static int number(String code) {
    String digits = code.split(":", 2)[0];
    if (digits.isEmpty()) {
      return 0;
    }
    return digits.length() <= 3 && digits.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(digits)
        : -1;
  }

  boolean areNone() {
    return active.isEmpty();
  }

  /** What sets them again. */
  String text() {
    return "\u001b[" + String.join(";", active.values()) + "m";
  }
}
