package io.github.taskloom.cli.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Random task files out of the accepted lines of {@code judged.txt}, right ones and spoiled ones.
 */
final class RandomTaskFiles {
  /** What may stand anywhere. */
  private static final List<Object> ANYTHING =
      Arrays.asList(
          null,
          "",
          " ",
          "x",
          "~",
          "~/x",
          "failed",
          "completed",
          "always",
          "250ms",
          "0s",
          "90",
          "~x",
          true,
          false,
          0,
          1,
          3,
          100,
          101,
          -1,
          2.5,
          List.of(),
          List.of("x"),
          List.of(""),
          Map.of());

  private final Random random;
  private final List<Map<?, ?>> files = JudgedFiles.accepted(true);
  private final List<Map<?, ?>> tasks = JudgedFiles.accepted(false);
  private final List<String> keys;

  RandomTaskFiles(long seed) {
    random = new Random(seed);
    TreeSet<String> known = new TreeSet<>(List.of("x-a", "if", "task", "attempts", "", "A=b", "q"));
    files.forEach(file -> file.keySet().forEach(key -> known.add(String.valueOf(key))));
    tasks.forEach(task -> task.keySet().forEach(key -> known.add(String.valueOf(key))));
    keys = List.copyOf(known);
  }

  /** A file of up to three tasks in which nothing is wrong but what keys may say of each other. */
  Map<Object, Object> right() {
    Map<Object, Object> named = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "x-name").subList(0, 1 + random.nextInt(3))) {
      named.put(name, task());
    }
    return file(named);
  }

  /** A file of one task, of which a value or a key or two were replaced, added or taken away. */
  Object spoiled() {
    Object task = random.nextInt(10) == 0 ? task() : spoil(task());
    Map<Object, Object> named = new LinkedHashMap<>();
    named.put("a", task); // null, perhaps
    Map<Object, Object> file = file(named);
    return random.nextInt(5) == 0 ? spoil(file) : file;
  }

  private Map<Object, Object> file(Map<Object, Object> named) {
    Map<Object, Object> file = new LinkedHashMap<>(pick(files));
    file.putAll(pick(files));
    file.put("tasks", named);
    return file;
  }

  private Map<Object, Object> task() {
    Map<Object, Object> task = new LinkedHashMap<>();
    for (int fragments = 1 + random.nextInt(3); fragments > 0; fragments--) {
      task.putAll(pick(tasks));
    }
    return task;
  }

  private Object spoil(Object value) {
    boolean isHere = random.nextInt(4) == 0;
    if (value instanceof Map<?, ?> mapping) {
      return isHere || mapping.isEmpty() ? spoilHere(mapping) : spoilInside(mapping);
    }
    if (value instanceof List<?> list && !isHere) {
      return spoil(list);
    }
    return random.nextInt(5) == 0 ? Arrays.asList(value, value) : pick(ANYTHING);
  }

  private Object spoilHere(Map<?, ?> mapping) {
    Map<Object, Object> changed = new LinkedHashMap<>(mapping);
    switch (random.nextInt(6)) {
      case 0 -> {
        return pick(ANYTHING);
      }
      case 1 -> {
        return Arrays.asList(mapping);
      }
      case 2, 3 -> changed.put(pick(keys), pick(ANYTHING));
      default -> {
        if (!mapping.isEmpty()) {
          changed.remove(pick(List.copyOf(mapping.keySet())));
        }
      }
    }
    return changed;
  }

  private Map<?, ?> spoilInside(Map<?, ?> mapping) {
    Map<Object, Object> changed = new LinkedHashMap<>(mapping);
    changed.computeIfPresent(pick(List.copyOf(mapping.keySet())), (key, inner) -> spoil(inner));
    return changed;
  }

  private List<?> spoil(List<?> list) {
    List<Object> changed = new ArrayList<>(list);
    int place = random.nextInt(list.size() + 1);
    if (place == list.size()) {
      changed.add(pick(ANYTHING));
    } else {
      changed.set(place, spoil(list.get(place)));
    }
    return changed;
  }

  private <E> E pick(List<E> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
