package io.github.taskloom.cli.replay;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.replay.WfFormat.ExecutedTask;
import io.github.taskloom.cli.replay.WfFormat.SpecifiedTask;
import io.github.taskloom.cli.replay.Workflow.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a workflow of what a file has, or says what is missing or wrong in it. */
record WorkflowCheck(Path file) {
  /** Some thirty years: more is a mistake, and less fits any arithmetic here. */
  private static final double LONGEST_SECONDS = 1e9;

  Workflow workflow(WfFormat format) {
    String version = present(format.schemaVersion(), "schemaVersion");
    if (!version.equals(WfFormat.VERSION)) {
      throw wrong(
          "has schemaVersion "
              + Names.quoted(version)
              + ": only "
              + WfFormat.VERSION
              + " is known");
    }
    WfFormat.Flow flow = present(format.workflow(), "workflow");
    var specification = present(flow.specification(), "workflow.specification");
    var execution = present(flow.execution(), "workflow.execution");
    Map<String, Set<String>> needs =
        needs(present(specification.tasks(), "workflow.specification.tasks"));
    Map<String, Double> seconds = seconds(present(execution.tasks(), "workflow.execution.tasks"));
    List<Step> steps = new ArrayList<>();
    needs.forEach(
        (id, before) -> {
          Double time = present(seconds.get(id), "run time of task " + Names.quoted(id));
          steps.add(new Step(id, time, List.copyOf(before)));
        });
    if (steps.isEmpty()) {
      throw wrong("has no tasks");
    }
    return new Workflow(steps);
  }

  /** What each task needs; an edge is there if either of its ends tells it. */
  private Map<String, Set<String>> needs(List<@Nullable SpecifiedTask> tasks) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (SpecifiedTask task : tasks) {
      if (needs.put(id(task), new LinkedHashSet<>()) != null) {
        throw wrong("has two tasks with the id " + Names.quoted(id(task)));
      }
    }
    for (SpecifiedTask task : tasks) {
      String id = id(task);
      for (String parent : orNone(present(task, "task").parents())) {
        of(needs, parent, id);
        of(needs, id, id).add(other(parent, "parent", id));
      }
      for (String child : orNone(present(task, "task").children())) {
        of(needs, other(child, "child", id), id).add(id);
      }
    }
    return needs;
  }

  private Map<String, Double> seconds(List<@Nullable ExecutedTask> tasks) {
    Map<String, Double> seconds = new HashMap<>();
    for (ExecutedTask task : tasks) {
      ExecutedTask executed = present(task, "task in workflow.execution.tasks");
      String id = present(executed.id(), "id of a task in workflow.execution.tasks");
      Double time = executed.runtimeInSeconds();
      if (time == null) {
        continue;
      }
      if (!(time >= 0 && time <= LONGEST_SECONDS)) {
        throw wrong("has the run time " + time + " s for task " + Names.quoted(id));
      }
      if (seconds.put(id, time) != null) {
        throw wrong("has two run times of task " + Names.quoted(id));
      }
    }
    return seconds;
  }

  private String id(@Nullable SpecifiedTask task) {
    SpecifiedTask specified = present(task, "task in workflow.specification.tasks");
    return present(specified.id(), "id of a task in workflow.specification.tasks");
  }

  /** The other end of an edge; a circle through others is found when the tasks are made. */
  private String other(@Nullable String end, String what, String id) {
    String name = present(end, "name of a task beside task " + Names.quoted(id));
    if (name.equals(id)) {
      throw wrong("has a task that is its own " + what + ": " + Names.quoted(id));
    }
    return name;
  }

  private Set<String> of(Map<String, Set<String>> needs, @Nullable String id, String other) {
    String name = present(id, "name of a task beside task " + Names.quoted(other));
    Set<String> known = needs.get(name);
    if (known == null) {
      throw wrong(
          "has no task " + Names.quoted(name) + ", which stands beside " + Names.quoted(other));
    }
    return known;
  }

  private static List<@Nullable String> orNone(@Nullable List<@Nullable String> list) {
    return list == null ? List.of() : list;
  }

  private <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw wrong("is no WfFormat " + WfFormat.VERSION + ": it has no " + what);
    }
    return value;
  }

  private InputException wrong(String problem) {
    return new InputException(file, problem);
  }
}
