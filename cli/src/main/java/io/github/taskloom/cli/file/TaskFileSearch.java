package io.github.taskloom.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the task file where none is named: {@code taskloom.yaml} or {@code taskloom.yml} in a
 * folder or the next one above it that has one. The search ends at a folder of another owner, so
 * that what others leave in {@code /tmp}, say, is not run.
 */
public final class TaskFileSearch {
  /** What is looked for, in this order. */
  public static final List<String> NAMES = List.of("taskloom.yaml", "taskloom.yml");

  private TaskFileSearch() {}

  /**
   * The file nearest to a folder.
   *
   * @param word what was said first of what is to be made, or null for nothing
   * @throws InputException when there is none
   */
  public static Path from(Path start, @Nullable String word) {
    Path folder = start.toAbsolutePath().normalize();
    Optional<UserPrincipal> owner = owner(folder);
    for (Path at = folder; at != null && owner(at).equals(owner); at = at.getParent()) {
      Path found = in(at);
      if (found != null) {
        return start.isAbsolute() ? found : Path.of("").toAbsolutePath().relativize(found);
      }
    }
    String none = "has no taskloom.yaml, nor has a folder above it: ";
    if (word != null && Files.isRegularFile(Path.of(word))) {
      String taken = "is taken for a target, and " + folder + " ";
      throw new InputException(Path.of(word), taken + none + "for this file write -f " + word);
    }
    throw new InputException(
        folder, none + "'taskloom init' writes a first one, -f FILE names another one");
  }

  /** The task file that this folder itself has, or null. */
  public static @Nullable Path in(Path folder) {
    return NAMES.stream().map(folder::resolve).filter(Files::exists).findFirst().orElse(null);
  }

  private static Optional<UserPrincipal> owner(Path folder) {
    try {
      return Optional.of(Files.getOwner(folder));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
