package io.github.taskloom.cli.glob;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A list of patterns. What one that starts with {@code !} names is taken out, wherever it stands.
 *
 * @param patterns in the order of the file
 */
public record FilePatterns(List<FilePattern> patterns) {
  /** No pattern, which names no file. */
  public static final FilePatterns NONE = new FilePatterns(List.of());

  /**
   * What was found.
   *
   * @param files by their paths as seen from the folder, with slashes, sorted
   * @param unmatched the patterns for which there is nothing
   * @param folders where it was looked: as long as nothing changes in them, the same is found
   */
  public record Found(
      NavigableMap<String, FoundFile> files, List<String> unmatched, Set<Path> folders) {}

  /**
   * Reads patterns.
   *
   * @throws IllegalArgumentException when one is none; the message is half a sentence for people
   */
  public static FilePatterns of(List<String> texts) {
    return new FilePatterns(texts.stream().map(FilePattern::of).toList());
  }

  /** One pattern for itself, to see whether it is one. */
  public static void check(String text) {
    FilePattern unused = FilePattern.of(text);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether nothing can be found, since each of them takes out. */
  public boolean onlyExclude() {
    return !isEmpty() && patterns.stream().allMatch(FilePattern::excludes);
  }

  /**
   * Looks for files.
   *
   * @param folder what patterns are relative to
   */
  public Found find(Path folder) {
    List<FilePattern> excluded = patterns.stream().filter(FilePattern::excludes).toList();
    NavigableMap<String, FoundFile> files = new TreeMap<>();
    Set<Path> folders = new HashSet<>();
    List<String> unmatched =
        patterns.stream()
            .filter(pattern -> !pattern.excludes())
            .filter(pattern -> !find(pattern, folder, excluded, files, folders))
            .map(FilePattern::text)
            .toList();
    return new Found(files, unmatched, folders);
  }

  private static boolean find(
      FilePattern pattern,
      Path folder,
      List<FilePattern> excluded,
      NavigableMap<String, FoundFile> files,
      Set<Path> folders) {
    boolean any = false;
    for (FilePattern.Choice choice : pattern.choices()) {
      PatternWalk walk = new PatternWalk(choice, excluded, files, folders);
      any |= walk.findsAny(folder);
    }
    return any;
  }

  /** Whether it names a path, as one that was found is written. */
  public boolean names(String path) {
    String root = path.startsWith("/") ? "/" : "";
    List<String> names =
        path.equals(".") ? List.of() : List.of(path.substring(root.length()).split("/", -1));
    return covers(names, root, false) && !covers(names, root, true);
  }

  private boolean covers(List<String> names, String root, boolean excludes) {
    return patterns.stream()
        .filter(pattern -> pattern.excludes() == excludes)
        .flatMap(pattern -> pattern.choices().stream())
        .anyMatch(choice -> choice.covers(names, root));
  }

  /** The patterns without wildcards, as written, for which nothing is there. */
  public List<String> missingNames(List<String> unmatched) {
    return patterns.stream()
        .filter(pattern -> pattern.choices().stream().allMatch(FilePattern.Choice::isName))
        .map(FilePattern::text)
        .filter(unmatched::contains)
        .toList();
  }
}
