package io.github.taskloom.cli.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file of variables: {@code NAME=VALUE} in each line, perhaps after {@code export},
 * and comments. A value in quotes may have more than one line. In single quotes all is as written,
 * in double quotes there are escapes. {@code ${NAME}} stands for a variable of the caller or of a
 * line above, but in single quotes. Nothing else is expanded, and no command run.
 */
final class DotenvText {
  private static final Pattern NAME =
      Pattern.compile("(?:export[ \\t]++)?([A-Za-z_][A-Za-z0-9_.-]*+)[ \\t]*+(=?)[ \\t]*+");
  private static final Pattern REST = Pattern.compile("[ \\t]*+(?:#.*+)?(?=\\n|\\z)");
  private static final Pattern PLAIN = Pattern.compile("(.*?)(?:(?<=\\s)#.*+)?(?=\\n|\\z)");
  private static final Pattern REFERENCE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)}");

  private final Path file;
  private final String text;
  private final Map<String, String> environment;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private int at;

  DotenvText(Path file, String text, Map<String, String> environment) {
    this.file = file;
    this.text = text.replace("\r\n", "\n");
    this.environment = environment;
  }

  /**
   * The variables in their order; of two of the same name the last counts.
   *
   * @throws InputException when a line is something else
   */
  Map<String, String> variables() {
    for (skip(); at < text.length(); skip()) {
      int start = at;
      Matcher name = matcher(NAME);
      if (!name.lookingAt() || name.group(2).isEmpty()) {
        throw problem(start, "a line must be NAME=VALUE or a comment that starts with #");
      }
      at = name.end();
      String value = value();
      if (value.indexOf('\0') >= 0) {
        throw problem(start, name.group(1) + " has a NUL character, which no command can be given");
      }
      variables.put(name.group(1), value);
    }
    return variables;
  }

  /** Past empty lines and comments. */
  private void skip() {
    while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isComment())) {
      int end = isComment() ? text.indexOf('\n', at) : at + 1;
      at = end < 0 ? text.length() : end;
    }
  }

  private boolean isComment() {
    return text.charAt(at) == '#';
  }

  private String value() {
    char first = at < text.length() ? text.charAt(at) : '\n';
    if (first != '"' && first != '\'') {
      Matcher plain = take(PLAIN);
      return expand(plain.group(1).stripTrailing(), plain.start(), false);
    }
    int start = at + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != first) {
      end += first == '"' && text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw problem(at, "this quote has no end");
    }
    at = end + 1;
    if (!matcher(REST).lookingAt()) {
      throw problem(at, "a value that goes on after its end quote needs quotes around all of it");
    }
    take(REST);
    String quoted = text.substring(start, end);
    return first == '\'' ? quoted : expand(quoted, start, true);
  }

  /** Puts in the variables, and what escapes stand for. */
  private String expand(String written, int start, boolean hasEscapes) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char next = written.charAt(i);
      if (hasEscapes && next == '\\' && i + 1 < written.length()) {
        i++;
        value.append(escaped(written.charAt(i)));
      } else if (next == '$' && written.startsWith("{", i + 1)) {
        Matcher reference = REFERENCE.matcher(written).region(i + 2, written.length());
        if (!reference.lookingAt()) {
          throw problem(start + i, "'${' must be ${NAME}: single quotes keep it as it is");
        }
        value.append(variable(reference.group(1), start + i));
        i = reference.end() - 1;
      } else {
        value.append(next);
      }
    }
    return value.toString();
  }

  private static String escaped(char letter) {
    return switch (letter) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$', '`', '\'' -> String.valueOf(letter);
      default -> "\\" + letter;
    };
  }

  private String variable(String name, int index) {
    String value = environment.getOrDefault(name, variables.get(name));
    if (value == null) {
      throw problem(
          index,
          "${"
              + name
              + "} is in no line above, nor in the caller's environment: single quotes keep it as"
              + " it is");
    }
    return value;
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
  }

  private Matcher take(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (matcher.lookingAt()) {
      at = matcher.end();
    }
    return matcher;
  }

  private InputException problem(int index, String problem) {
    return new InputException(
        file, Position.ofCodePoint(text, text.codePointCount(0, index)), problem);
  }
}
