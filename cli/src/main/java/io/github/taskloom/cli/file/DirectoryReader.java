package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import org.jspecify.annotations.Nullable;

/** Reads {@code dir}: a path, as written. */
record DirectoryReader(YamlFields fields) {

  /**
   * The folder, or null where none is written.
   *
   * @param what names it in an error
   */
  @Nullable String directory(@Nullable Field directory, String what) {
    if (directory == null) {
      return null;
    }
    if (YamlFields.isTilde(directory.value())) {
      throw fields.problem(
          YamlFields.position(directory.value()), what + " is empty: ~ is YAML for nothing");
    }
    Text text = fields.text(directory, what);
    if (text.value().isEmpty()) {
      throw fields.problem(text.position(), what + " is empty: leave it out");
    }
    if (Names.isHome(text.value())) {
      throw fields.problem(
          text.position(),
          what
              + " starts with ~, which stands for no folder here: write the path out, or ./~ for a"
              + " folder of that name");
    }
    return text.value();
  }
}
