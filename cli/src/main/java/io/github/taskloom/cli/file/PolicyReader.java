package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code retry} and {@code timeout} of a task. */
record PolicyReader(YamlFields fields) {
  static final List<String> RETRY_KEYS = List.of("attempts", "backoff", "cap");
  private static final int MOST_ATTEMPTS = 100;
  private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

  /**
   * How often the task is tried, and for how long.
   *
   * @param task names it in an error
   */
  TaskEntry.Policy policy(Map<String, Field> body, String task) {
    Field retry = body.get("retry");
    Field timeout = body.get("timeout");
    for (Field field : new Field[] {retry, timeout}) {
      if (field != null && !body.containsKey("run")) {
        throw fields.problem(
            field.key().position(),
            task + " has a " + field.key().value() + ", but no 'run' that it could be for");
      }
    }
    return new TaskEntry.Policy(
        retry == null ? null : attempts(retry, "retry of " + task),
        timeout == null
            ? null
            : duration(timeout, "timeout of " + task, DurationText::parsePositive));
  }

  private Attempts attempts(Field retry, String what) {
    if (retry.value() instanceof ScalarNode) {
      return new Attempts(count(retry, what), Duration.ZERO, null);
    }
    if (!(retry.value() instanceof MappingNode)) {
      throw fields.wrongType(retry.value(), what, "a number or a mapping");
    }
    Map<String, Field> parts = fields.mapping(retry.value(), what, RETRY_KEYS);
    Field attempts = parts.get("attempts");
    if (attempts == null) {
      throw fields.problem(
          retry.key().position(), what + " has no 'attempts': how often is it tried?");
    }
    Field backoff = parts.get("backoff");
    Field cap = parts.get("cap");
    if (backoff == null && cap != null) {
      throw fields.problem(
          cap.key().position(),
          what + " has a cap without a backoff: give it the first wait as 'backoff'");
    }
    int most = count(attempts, "attempts in " + what);
    Duration first =
        backoff == null
            ? Duration.ZERO
            : duration(backoff, "backoff in " + what, DurationText::parse);
    return new Attempts(most, first, cap == null ? null : cap(cap, first, "cap in " + what));
  }

  private @Nullable Duration cap(Field cap, Duration first, String what) {
    Duration longest = duration(cap, what, DurationText::parse);
    if (longest.compareTo(first) < 0) {
      throw fields.problem(
          YamlFields.position(cap.value()),
          what
              + " is less than the backoff: "
              + DurationText.show(longest)
              + " after "
              + DurationText.show(first));
    }
    return longest;
  }

  private int count(Field field, String what) {
    Text text = fields.text(field, what);
    if (DIGITS.matcher(text.value()).matches()) {
      int count = Integer.parseInt(text.value());
      if (count >= 1 && count <= MOST_ATTEMPTS) {
        return count;
      }
    }
    throw fields.problem(
        text.position(),
        what
            + " must be a whole number from 1 to "
            + MOST_ATTEMPTS
            + ", but is "
            + Names.quoted(text.value()));
  }

  private Duration duration(Field field, String what, Function<String, Duration> parse) {
    Text text = fields.text(field, what);
    try {
      return parse.apply(text.value());
    } catch (IllegalArgumentException e) {
      throw new InputException(fields.file(), text.position(), what + ": " + e.getMessage(), e);
    }
  }
}
