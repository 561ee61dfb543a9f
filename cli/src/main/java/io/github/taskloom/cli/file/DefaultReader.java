package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code default}: what is made where no target is given. */
record DefaultReader(YamlFields fields) {

  /**
   * The names of the tasks; none where nothing is written, which stands for all of them.
   *
   * @param known the names of all tasks
   */
  List<String> names(@Nullable Field written, Collection<String> known) {
    if (written == null) {
      return List.of();
    }
    List<Text> names = fields.texts(written, "default");
    if (names.isEmpty()) {
      throw fields.problem(
          written.key().position(), "default is empty: name a task, or leave it out for all tasks");
    }
    for (Text name : names) {
      if (!known.contains(name.value())) {
        throw fields.problem(
            name.position(),
            "default names "
                + Names.quoted(name.value())
                + ", which is not there"
                + Names.didYouMean(name.value(), known));
      }
    }
    return names.stream().map(Text::value).distinct().toList();
  }
}
