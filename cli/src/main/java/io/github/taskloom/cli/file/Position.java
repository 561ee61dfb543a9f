package io.github.taskloom.cli.file;

/**
 * A place in a text file.
 *
 * @param line counted from 1
 * @param column counted from 1, in code points
 */
public record Position(int line, int column) {

  /** The place of the code point with this index, counted from 0, in a text. */
  static Position ofCodePoint(String text, int index) {
    int line = 1;
    int column = 1;
    int offset = text.offsetByCodePoints(0, Math.min(index, text.codePointCount(0, text.length())));
    for (int at = 0; at < offset; at += Character.charCount(text.codePointAt(at))) {
      if (text.charAt(at) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Position(line, column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
