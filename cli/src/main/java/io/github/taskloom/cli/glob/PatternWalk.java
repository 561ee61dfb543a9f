package io.github.taskloom.cli.glob;

import io.github.taskloom.cli.glob.FoundFile.Kind;
import io.github.taskloom.cli.glob.FoundFile.Stamp;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one pattern without braces names. A link to a folder is followed where a pattern names
 * it, not where a wildcard meets it, so no walk goes in circles. Wildcards do not meet the folders
 * {@code .git} and {@code .taskloom}, which change by being looked at and by the run itself.
 */
final class PatternWalk {
  private static final Set<String> NOT_MET = Set.of(".git", ".taskloom");

  private final FilePattern.Choice pattern;
  private final List<FilePattern> excluded;
  private final NavigableMap<String, FoundFile> files;
  private final Set<Path> folders;
  private final Set<Visit> visited = new HashSet<>();
  private boolean any;

  private record Visit(List<String> names, int segment) {}

  /** A place on the way: its path, and its names as seen from the folder of the patterns. */
  private record Place(Path path, List<String> names) {
    Place in(String name) {
      List<String> longer = new ArrayList<>(names);
      longer.add(name);
      return new Place(path.resolve(name), longer);
    }
  }

  PatternWalk(
      FilePattern.Choice pattern,
      List<FilePattern> excluded,
      NavigableMap<String, FoundFile> files,
      Set<Path> folders) {
    this.pattern = pattern;
    this.excluded = excluded;
    this.files = files;
    this.folders = folders;
  }

  /** Adds what it names, as seen from a folder, and tells whether there was anything. */
  boolean findsAny(Path folder) {
    Path root = pattern.root().isEmpty() ? folder : folder.resolve(pattern.root());
    arrive(new Place(root, List.of()), 0, true);
    return any;
  }

  /**
   * @param segment the first one that has not been matched on the way here
   * @param named whether the last step here was a name, not a wildcard
   */
  private void arrive(Place place, int segment, boolean named) {
    if (isExcluded(place.names())) {
      return;
    }
    FoundFile found = look(place.path(), named);
    if (found == null) {
      return;
    }
    if (segment == pattern.segments().size()) {
      if (named || found.kind() != Kind.FOLDER) {
        add(place, found);
      }
      if (found.kind() == Kind.FOLDER) {
        list(place, child -> arrive(child, segment, false));
      }
    } else if (found.kind() == Kind.FOLDER) {
      enter(place, segment);
    } else if (found.kind() == Kind.UNREADABLE) {
      add(place, found);
    }
  }

  private void enter(Place folder, int segment) {
    folders.add(folder.path());
    Segment next = pattern.segments().get(segment);
    if (next.isName()) {
      arrive(folder.in(next.text()), segment + 1, true);
    } else if (!next.isAnyDepth()) {
      list(
          folder,
          child -> {
            if (next.matches(child.names().getLast())) {
              arrive(child, segment + 1, false);
            }
          });
    } else if (visited.add(new Visit(folder.names(), segment))) {
      if (segment == pattern.segments().size() - 1) {
        list(folder, child -> arrive(child, segment + 1, false));
      } else {
        enter(folder, segment + 1);
        list(folder, child -> descend(child, segment));
      }
    }
  }

  private void descend(Place child, int segment) {
    if (!isExcluded(child.names())) {
      FoundFile found = look(child.path(), false);
      if (found != null && found.kind() == Kind.FOLDER) {
        enter(child, segment);
      }
    }
  }

  private interface Each {
    void visit(Place child);
  }

  private void list(Place folder, Each each) {
    folders.add(folder.path());
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path())) {
      for (Path child : stream) {
        String name = child.getFileName().toString();
        if (!NOT_MET.contains(name)) {
          each.visit(folder.in(name));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Gone since it was looked at.
    } catch (IOException | DirectoryIteratorException e) {
      add(folder, new FoundFile(folder.path(), Kind.UNREADABLE, Stamp.NONE));
    }
  }

  private @Nullable FoundFile look(Path path, boolean named) {
    try {
      FoundFile found = FoundFile.at(path);
      if (found.kind() != Kind.LINK) {
        return found;
      }
      try {
        FoundFile behind = FoundFile.behind(path);
        addFolderOf(path.toRealPath());
        return behind.kind() == Kind.FOLDER && !named ? found : behind;
      } catch (IOException e) {
        return found; // leads nowhere
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      return isNotThere(e) ? null : new FoundFile(path, Kind.UNREADABLE, Stamp.NONE);
    }
  }

  /** Where a file is that is found by a link. */
  private void addFolderOf(Path real) {
    Path folder = real.getParent();
    if (folder != null) {
      folders.add(folder);
    }
  }

  /** The JDK has no exception of its own for a path that goes through a file. */
  private static boolean isNotThere(IOException e) {
    return String.valueOf(e.getMessage()).endsWith("Not a directory");
  }

  private void add(Place place, FoundFile found) {
    any = true;
    String path = pattern.root() + String.join("/", place.names());
    files.put(path.isEmpty() ? "." : path, found);
  }

  private boolean isExcluded(List<String> names) {
    for (FilePattern one : excluded) {
      for (FilePattern.Choice choice : one.choices()) {
        if (choice.covers(names, pattern.root())) {
          return true;
        }
      }
    }
    return false;
  }
}
