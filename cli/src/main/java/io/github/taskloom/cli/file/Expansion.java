package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Text;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in place of {@code {{NAME}}}, a var, and {@code {{env.NAME}}}, what the caller's
 * environment has; four braces stand for two. All else stays as it is written, {@code $} included.
 *
 * <p>There is one of these for the top of a file, and one for each task. A var that is not there is
 * a mistake of the file. A variable that the caller does not have is none, unless what asks for it
 * is to be run: it is kept until then.
 */
final class Expansion {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final Pattern REFERENCE =
      Pattern.compile("\\s*(env\\.)?([A-Za-z_][A-Za-z0-9_]*)\\s*");

  private final YamlFields fields;
  private final Map<String, String> vars;
  private final Map<String, String> environment;
  private @Nullable InputException missing;

  /**
   * @param vars those that are known when a text is expanded
   * @param missing what is missing from the start, or null
   */
  Expansion(
      YamlFields fields,
      Map<String, String> vars,
      Map<String, String> environment,
      @Nullable InputException missing) {
    this.fields = fields;
    this.vars = vars;
    this.environment = environment;
    this.missing = missing;
  }

  /** The first that the caller would have to give and did not, as a mistake; null for none. */
  @Nullable InputException missing() {
    return missing;
  }

  /**
   * The text with its values.
   *
   * @param what names it in an error
   * @throws InputException when it asks for a var that is not there
   */
  String expand(Text text, String what) {
    String written = text.value();
    StringBuilder expanded = new StringBuilder();
    int from = 0;
    for (int at = written.indexOf(OPEN); at >= 0; at = written.indexOf(OPEN, from)) {
      expanded.append(written, from, at);
      int inner = at + OPEN.length();
      if (written.startsWith(OPEN, inner)) {
        expanded.append(OPEN);
        from = inner + OPEN.length();
        continue;
      }
      int end = written.indexOf(CLOSE, inner);
      if (end < 0) {
        throw problem(text, what + " has '{{' without '}}'");
      }
      expanded.append(value(written.substring(inner, end), text, what));
      from = end + CLOSE.length();
    }
    return expanded.append(written, from, written.length()).toString();
  }

  private String value(String reference, Text text, String what) {
    Matcher matcher = REFERENCE.matcher(reference);
    String written = Names.quoted(OPEN + reference + CLOSE);
    if (!matcher.matches()) {
      throw problem(text, written + " in " + what + " is neither '{{NAME}}' nor '{{env.NAME}}'");
    }
    String name = matcher.group(2);
    boolean isVar = matcher.group(1) == null;
    String value = (isVar ? vars : environment).get(name);
    if (value != null) {
      return value;
    }
    if (isVar) {
      String why = vars.isEmpty() ? ", which has none" : Names.didYouMean(name, vars.keySet());
      throw fields.problem(
          text.position(), written + " in " + what + " is no var of this file" + why);
    }
    if (missing == null) {
      String meant =
          Names.nearest(name, environment.keySet())
              .map(near -> ": did you mean " + Names.quoted(near) + "?")
              .orElse("");
      missing =
          fields.problem(
              text.position(),
              written + " in " + what + " is not in the caller's environment" + meant);
    }
    return name; // no more than some text: what asks for it is not run
  }

  private InputException problem(Text text, String problem) {
    return fields.problem(
        text.position(), problem + ": for two braces that stay as they are write '{{{{'");
  }
}
