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
 * Reads {@code needs} of a task: a name, a mapping of {@code task} and {@code if}, or a list of
 * either.
 */
record NeedsReader(YamlFields fields) {
  static final List<String> NEED_KEYS = List.of("task", "if");

  /** What may be said after {@code if}; without it the other task must be DONE. */
  private static final Map<String, EdgeRule> RULES =
      Map.of("failed", EdgeRule.FAILED, "completed", EdgeRule.COMPLETED);

  /**
   * The needs in their order, each once.
   *
   * @param task names it in an error
   */
  List<Need> needs(Field needs, String task) {
    String what = "needs of " + task;
    Map<String, Need> named = new LinkedHashMap<>();
    if (needs.value() instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        add(named, need(item, "an item of " + what), task);
      }
    } else if (!YamlFields.isNull(needs.value())) {
      add(named, need(needs.value(), what), task);
    }
    return List.copyOf(named.values());
  }

  private Need need(Node node, String what) {
    if (!(node instanceof MappingNode)) {
      Text name = fields.text(node, what);
      return new Need(name.value(), name.position());
    }
    Map<String, Field> parts = fields.mapping(node, what, NEED_KEYS);
    Field task = parts.get("task");
    if (task == null) {
      throw fields.problem(YamlFields.position(node), what + " has no 'task'");
    }
    Text name = fields.text(task, "task in " + what);
    Field condition = parts.get("if");
    return new Need(
        name.value(),
        name.position(),
        condition == null ? EdgeRule.DONE : rule(condition, "if in " + what));
  }

  private EdgeRule rule(Field condition, String what) {
    Text text = fields.text(condition, what);
    EdgeRule rule = RULES.get(text.value());
    if (rule == null) {
      throw fields.problem(
          text.position(),
          what
              + " must be 'failed' or 'completed', but is "
              + Names.quoted(text.value())
              + "; left out, the other task must be DONE");
    }
    return rule;
  }

  private void add(Map<String, Need> named, Need need, String task) {
    Need earlier = named.putIfAbsent(need.name(), need);
    if (earlier != null && earlier.rule() != need.rule()) {
      throw fields.problem(
          need.position(),
          task + " needs " + Names.quoted(need.name()) + " twice, and each time otherwise");
    }
  }
}
