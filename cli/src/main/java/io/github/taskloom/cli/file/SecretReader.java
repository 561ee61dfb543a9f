package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code secret}: the names of vars and variables whose values are to be seen nowhere. */
record SecretReader(YamlFields fields, FileValues values) {
  /** A shorter name is near to too many. */
  private static final int SHORTEST_MISSPELT = 4;

  /**
   * All values that these names have: for the caller, for the file and for each of its tasks.
   *
   * @param tasks those of the file
   */
  Set<String> values(@Nullable Field written, List<TaskEntry> tasks) {
    Set<String> secrets = new HashSet<>();
    if (written == null || YamlFields.isNull(written.value())) {
      return secrets;
    }
    List<Text> names = fields.texts(written, "secret");
    Set<String> all = names.stream().map(Text::value).collect(Collectors.toSet());
    for (Text name : names) {
      List<String> found = named(name.value(), tasks);
      if (found.isEmpty()) {
        refuseMisspelt(name, all, tasks);
      }
      secrets.addAll(found);
    }
    return secrets;
  }

  private List<String> named(String name, List<TaskEntry> tasks) {
    List<String> found = new ArrayList<>();
    addIfThere(found, values.callers().get(name));
    addIfThere(found, values.environment().get(name));
    tasks.forEach(task -> addIfThere(found, task.environment().get(name)));
    return found;
  }

  private static void addIfThere(Collection<String> found, @Nullable String value) {
    if (value != null) {
      found.add(value);
    }
  }

  /** A secret may be missing here, and be there in CI; one that is misspelt would be seen. */
  private void refuseMisspelt(Text name, Set<String> secrets, List<TaskEntry> tasks) {
    Set<String> known = new TreeSet<>(values.environment().keySet());
    tasks.forEach(task -> known.addAll(task.environment().keySet()));
    known.removeAll(secrets);
    Optional<String> near =
        name.value().length() < SHORTEST_MISSPELT
            ? Optional.empty()
            : Names.nearest(name.value(), known);
    if (name.value().isEmpty() || near.isPresent()) {
      throw fields.problem(
          name.position(),
          "secret names "
              + Names.quoted(name.value())
              + ", which is no var and no variable here"
              + near.map(it -> ": did you mean " + Names.quoted(it) + "?").orElse(""));
    }
  }
}
