package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import java.util.Collection;

/** The line that tells how a task ended, as in {@code ✔ fetch 1.2 s}. */
final class ResultLines {
  private static final int WIDEST_NAME = 40;

  private final int nameWidth;

  ResultLines(Collection<String> names) {
    nameWidth =
        names.stream()
            .mapToInt(name -> Columns.width(Names.shown(name)))
            .filter(width -> width <= WIDEST_NAME)
            .max()
            .orElse(0);
  }

  String line(TaskResult result) {
    String name = Columns.pad(Names.shown(result.name()), nameWidth);
    String duration = result.shownDuration();
    String why =
        switch (result.state()) {
          case DONE -> "";
          default ->
              "  "
                  + result.state()
                  + (result.why().isEmpty() ? "" : ": " + Names.shown(result.why()));
        };
    return " %s %s  %8s%s".formatted(result.mark(), name, duration, why);
  }
}
