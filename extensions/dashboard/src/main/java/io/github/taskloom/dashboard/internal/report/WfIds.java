package io.github.taskloom.dashboard.internal.report;

import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tasks that a WfFormat file has, and an id for each: its name if that is unique and has just
 * the characters that the format allows, else what it has of these and a number.
 */
final class WfIds {
  private static final int LONGEST = 100;

  private final Ints tasks = new Ints();
  private final String[] ids;

  private WfIds(RunData run) {
    ids = new String[run.tasks().size()];
  }

  static WfIds of(RunData run) {
    WfIds ids = new WfIds(run);
    ids.choose(run);
    ids.name(run.tasks());
    return ids;
  }

  private void choose(RunData run) {
    TaskTable table = run.tasks();
    boolean[] hasRun = new boolean[table.size()];
    for (int i = 0; i < run.attempts().size(); i++) {
      hasRun[run.attempts().task().get(i)] = true;
    }
    for (int task = 0; task < table.size(); task++) {
      boolean isOfThisRun = hasRun[task] || table.settled().get(task) != RunData.UNKNOWN;
      boolean isNested = run.makes().get(table.make().get(task)).parentTask() != RunData.NONE;
      if (isOfThisRun && !isNested) {
        tasks.add(task);
      }
    }
  }

  private void name(TaskTable table) {
    Map<String, Integer> uses = new HashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      uses.merge(table.name().get(tasks.get(i)), 1, Integer::sum);
    }
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < tasks.size(); i++) {
      String name = table.name().get(tasks.get(i));
      boolean isFit = !name.isEmpty() && name.length() <= LONGEST && isAllowed(name);
      if (isFit && uses.getOrDefault(name, 0) == 1) {
        ids[tasks.get(i)] = name;
        taken.add(name);
      }
    }
    for (int i = 0; i < tasks.size(); i++) {
      int task = tasks.get(i);
      if (ids[task] == null) {
        ids[task] = free(table.name().get(task), i + 1, taken);
      }
    }
  }

  private static String free(String name, int number, Set<String> taken) {
    StringBuilder allowed = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), LONGEST); i++) {
      boolean isGap = !allowed.isEmpty() && allowed.charAt(allowed.length() - 1) == '_';
      if (isAllowed(name.charAt(i))) {
        allowed.append(name.charAt(i));
      } else if (!isGap) {
        allowed.append('_');
      }
    }
    String digits = String.valueOf(10_000_000 + number).substring(1);
    String id = allowed + "_ID" + digits;
    while (!taken.add(id)) {
      id += "_";
    }
    return id;
  }

  private static boolean isAllowed(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isAllowed(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char at) {
    return (at >= '0' && at <= '9')
        || (at >= 'a' && at <= 'z')
        || (at >= 'A' && at <= 'Z')
        || at == '_'
        || at == '.'
        || at == '-';
  }

  /** Those that the file has. */
  Ints tasks() {
    return tasks;
  }

  boolean has(int task) {
    return ids[task] != null;
  }

  String of(int task) {
    return ids[task];
  }
}
