package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import io.github.taskloom.policy.EdgeRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code needs} and {@code if} of a task: a name, a mapping of {@code task} and {@code if},
 * or a list of either.
 */
record NeedsReader(YamlFields fields) {
  static final List<String> NEED_KEYS = List.of("task", "if");

  /** What may be said after {@code if}; without it the other task must be DONE. */
  private static final Map<String, Condition> CONDITIONS =
      Map.of(
          "failed", new Condition(EdgeRule.FAILED, false),
          "completed", new Condition(EdgeRule.COMPLETED, false),
          "always", new Condition(EdgeRule.COMPLETED, true));

  private static final Condition DONE = new Condition(EdgeRule.DONE, false);

  private record Condition(EdgeRule rule, boolean isAlways) {}

  /**
   * What a task needs.
   *
   * @param list in its order, each once
   * @param areCleanUp whether those of a task that cleans up
   */
  record Needs(List<Need> list, boolean areCleanUp) {}

  /**
   * The needs of a task, with the {@code if} that holds for those that have none of their own.
   *
   * @param task names it in an error
   */
  Needs needs(Map<String, Field> body, String task) {
    Field condition = body.get("if");
    Condition usual = condition == null ? DONE : condition(condition, "if of " + task);
    Field needs = body.get("needs");
    List<Need> list = needs == null ? List.of() : list(needs, usual, task);
    if (condition != null && list.isEmpty() && !usual.isAlways()) {
      throw fields.problem(
          condition.key().position(), task + " has an 'if', but no 'needs' that it could be for");
    }
    return new Needs(list, usual.isAlways() || list.stream().anyMatch(Need::isAlways));
  }

  private List<Need> list(Field needs, Condition usual, String task) {
    String what = "needs of " + task;
    Map<String, Need> named = new LinkedHashMap<>();
    if (needs.value() instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        add(named, need(item, usual, "an item of " + what), task);
      }
    } else if (!YamlFields.isNull(needs.value())) {
      add(named, need(needs.value(), usual, what), task);
    }
    return List.copyOf(named.values());
  }

  private Need need(Node node, Condition usual, String what) {
    if (!(node instanceof MappingNode)) {
      Text name = fields.text(node, what);
      return need(name, usual);
    }
    Map<String, Field> parts = fields.mapping(node, what, NEED_KEYS);
    Field task = parts.get("task");
    if (task == null) {
      throw fields.problem(YamlFields.position(node), what + " has no 'task'");
    }
    Text name = fields.text(task, "task in " + what);
    Field condition = parts.get("if");
    return need(name, condition == null ? usual : condition(condition, "if in " + what));
  }

  private static Need need(Text name, Condition condition) {
    return new Need(name.value(), name.position(), condition.rule(), condition.isAlways());
  }

  private Condition condition(Field condition, String what) {
    Text text = fields.text(condition, what);
    Condition known = CONDITIONS.get(text.value());
    if (known == null) {
      throw fields.problem(
          text.position(),
          what
              + " must be 'failed', 'completed' or 'always', but is "
              + Names.quoted(text.value())
              + "; left out, the other task must be DONE");
    }
    return known;
  }

  private void add(Map<String, Need> named, Need need, String task) {
    Need earlier = named.putIfAbsent(need.name(), need);
    if (earlier != null
        && (earlier.rule() != need.rule() || earlier.isAlways() != need.isAlways())) {
      throw fields.problem(
          need.position(),
          task + " needs " + Names.quoted(need.name()) + " twice, and each time otherwise");
    }
  }
}
