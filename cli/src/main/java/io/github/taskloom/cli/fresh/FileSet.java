package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.glob.FilePatterns;
import io.github.taskloom.cli.glob.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that patterns name, with what they hold.
 *
 * @param contents by their paths as seen from the folder of the task
 * @param unmatched the patterns for which there is nothing
 * @param unreadable the paths of those that cannot be read
 * @param freshlyRead whether any had to be read, though an earlier look knew the files
 * @param folders where it was looked
 */
record FileSet(
    NavigableMap<String, Content> contents,
    List<String> unmatched,
    List<String> unreadable,
    boolean freshlyRead,
    Set<Path> folders) {
  static final FileSet EMPTY =
      new FileSet(Collections.emptyNavigableMap(), List.of(), List.of(), false, Set.of());

  /**
   * Looks at the files.
   *
   * @param earlier what an earlier look has found
   * @param known has what files hold, and is told it
   */
  static FileSet look(
      @Nullable FilePatterns patterns, Path folder, Map<String, Content> earlier, Contents known) {
    if (patterns == null || patterns.isEmpty()) {
      return EMPTY;
    }
    long lookedAt = Contents.now();
    FilePatterns.Found found = patterns.find(folder);
    NavigableMap<String, Content> contents = new TreeMap<>();
    List<String> unreadable = new ArrayList<>();
    boolean freshlyRead = false;
    for (Map.Entry<String, FoundFile> entry : found.files().entrySet()) {
      FoundFile file = entry.getValue();
      Content before = earlier.get(entry.getKey());
      if (before != null) {
        known.add(file.path(), before);
      }
      try {
        Content content = known.of(file, lookedAt);
        contents.put(entry.getKey(), content);
        freshlyRead |= before == null || !before.stamp().equals(content.stamp());
      } catch (IOException e) {
        if (Files.exists(file.path())) { // else it has gone since
          unreadable.add(entry.getKey());
        }
      }
    }
    return new FileSet(contents, found.unmatched(), unreadable, freshlyRead, found.folders());
  }

  /** With files that a task has changed itself as it has left them. */
  FileSet asLeft(@Nullable FilePatterns inputs, @Nullable FilePatterns outputs, FileSet left) {
    if (inputs == null || outputs == null || outputs.isEmpty()) {
      return this;
    }
    NavigableMap<String, Content> after = new TreeMap<>(contents);
    after.keySet().removeIf(outputs::names);
    left.contents()
        .forEach(
            (path, content) -> {
              if (inputs.names(path)) {
                after.put(path, content);
              }
            });
    return new FileSet(after, unmatched, unreadable, freshlyRead, folders);
  }

  /** Those with these paths. */
  NavigableMap<String, Content> within(Set<String> paths) {
    NavigableMap<String, Content> some = new TreeMap<>(contents);
    some.keySet().retainAll(paths);
    return some;
  }

  /** Stands for all of them. */
  String digest() {
    Map<String, String> digests = new TreeMap<>();
    contents.forEach((path, content) -> digests.put(path, content.digest()));
    return Digests.of(digests);
  }

  /**
   * The first difference to what they were, for people; null where there is none.
   *
   * @param what an input, or an output
   * @param newOnesCount whether a file that was not there makes a difference
   */
  static @Nullable String difference(
      String what, Map<String, Content> before, Map<String, Content> now, boolean newOnesCount) {
    List<String> changed = new ArrayList<>();
    before.forEach(
        (path, content) -> {
          Content other = now.get(path);
          if (other == null) {
            changed.add(Names.quoted(path) + " is gone");
          } else if (!other.digest().equals(content.digest())) {
            changed.add(Names.quoted(path) + " has changed");
          }
        });
    if (newOnesCount) {
      now.keySet().stream()
          .filter(path -> !before.containsKey(path))
          .forEach(path -> changed.add(Names.quoted(path) + " is new"));
    }
    if (changed.isEmpty()) {
      return null;
    }
    String more = changed.size() == 1 ? "" : ", and " + (changed.size() - 1) + " more";
    return what + " " + changed.getFirst() + more;
  }
}
