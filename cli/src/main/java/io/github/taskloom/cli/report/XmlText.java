package io.github.taskloom.cli.report;

/** Text in XML 1.0, which has no room for most control characters, not even escaped. */
final class XmlText {
  private XmlText() {}

  /** The text without what XML cannot have. */
  static String valid(String text) {
    return text.codePoints()
        .filter(XmlText::isValid)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isValid(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || codePoint >= 0x10000;
  }
}
