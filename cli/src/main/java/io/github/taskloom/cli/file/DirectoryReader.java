package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import org.jspecify.annotations.Nullable;

/** Reads {@code dir}: a path. */
record DirectoryReader(YamlFields fields, Expansion expansion) {

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
    String path = expansion.expand(text, what);
    if (path.isEmpty()) {
      throw fields.problem(text.position(), what + " is empty: leave it out");
    }
    if (Names.isHome(path)) {
      throw fields.problem(
          text.position(),
          what
              + " starts with ~, which stands for no folder here: write the path out, or ./~ for a"
              + " folder of that name");
    }
    return path;
  }
}
