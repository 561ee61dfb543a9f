package io.github.taskloom.cli.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.glob.FilePatterns.Found;
import io.github.taskloom.cli.glob.FoundFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patterns find, and what they refuse to be. */
@Timeout(60)
class FilePatternsTest {
  @TempDir Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private Found find(String... patterns) {
    return FilePatterns.of(List.of(patterns)).find(folder);
  }

  /** Each pattern, and what it finds in one tree. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.c                | a.c
          ./a.c              | a.c
          src/../a.c         | a.c
          *.c                | a.c
          ?.c                | a.c
          **/*.c             | a.c src/b.c src/deep/er/c.c
          src/**/*.c         | src/b.c src/deep/er/c.c
          src/**             | src/b.c src/deep/er/c.c src/deep/er/d.h
          src/**/**/d.h      | src/deep/er/d.h
          src                | src src/b.c src/deep/er/c.c src/deep/er/d.h
          src/               | src src/b.c src/deep/er/c.c src/deep/er/d.h
          src/*              | src/b.c src/deep/er/c.c src/deep/er/d.h
          **/er              | src/deep/er src/deep/er/c.c src/deep/er/d.h
          **/*.{c,h} !src/b* | a.c src/deep/er/c.c src/deep/er/d.h
          ** !src            | .hidden a.c {x}.txt
          ** !**/*.c !*x*    | .hidden src/deep/er/d.h
          ! !**/no           |
          .hid*              | .hidden
          {a,src/b}.c        | a.c src/b.c
          {a,{src/b,x}}.c    | a.c src/b.c
          \\{x\\}.txt        | {x}.txt
          *{,.txt}           | .hidden a.c src/b.c src/deep/er/c.c src/deep/er/d.h {x}.txt
          .git/config        | .git/config
          a.c/b              |
          nothing/**         |
          """)
  void find_pattern_namesFiles(String patterns, String found) throws IOException {
    files("a.c", "src/b.c", "src/deep/er/c.c", "src/deep/er/d.h", ".hidden", "{x}.txt");
    files(".git/config", ".taskloom/tasks.yaml/run", "src/.git/x");
    String all = patterns.equals("! !**/no") ? "none !**/no" : patterns;

    assertEquals(
        found == null ? "" : found, String.join(" ", find(all.split(" ", -1)).files().keySet()));
  }

  /** A pattern for which there is nothing is told, one that takes out is not. */
  @Test
  void find_nothing_tellsThePattern() throws IOException {
    files("a.c");

    Found found = find("a.{c,h}", "b.c", "*.h", "!*.o");

    assertEquals(List.of("b.c", "*.h"), found.unmatched());
    assertEquals(
        List.of("b.c"),
        FilePatterns.of(List.of("a.c", "b.c", "*.h")).missingNames(found.unmatched()));
  }

  /** Outside of the folder, and from the root. */
  @Test
  void find_otherFolders_namesThemAsWritten() throws IOException {
    files("one/a.c", "two/b.c");

    FilePatterns patterns = FilePatterns.of(List.of("../two/*.c", folder + "/one/*.c"));

    assertEquals(
        List.of("../two/b.c", folder + "/one/a.c"),
        List.copyOf(patterns.find(folder.resolve("one")).files().keySet()));
  }

  /**
   * A link to a file is the file. One to a folder is followed where it is named, so that a link to
   * the folder that it is in leads to no end of files.
   */
  @Test
  void find_links_followsThoseThatAreNamed() throws IOException {
    files("real/a.c");
    Files.createSymbolicLink(folder.resolve("file"), Path.of("real/a.c"));
    Files.createSymbolicLink(folder.resolve("folder"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("real/circle"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));

    Found all = find("**");

    assertEquals(
        List.of("dangling", "file", "folder", "real/a.c", "real/circle"),
        List.copyOf(all.files().keySet()));
    assertEquals(Kind.FILE, all.files().get("file").kind());
    assertEquals(Kind.LINK, all.files().get("folder").kind());
    assertEquals(Kind.LINK, all.files().get("dangling").kind());
    assertEquals(List.of("folder/a.c"), List.copyOf(find("folder/*.c").files().keySet()));
    assertEquals(
        List.of("folder", "folder/a.c", "folder/circle"),
        List.copyOf(find("folder").files().keySet()));
  }

  /** What is named by patterns without a look at the disk is what is found. */
  @Test
  void names_path_asFindDoes() {
    FilePatterns patterns = FilePatterns.of(List.of("src/**/*.c", "lib", "!lib/x", "/abs/*"));

    for (String path : List.of("src/a.c", "src/b/a.c", "lib", "lib/a/b", "/abs/x/y")) {
      assertTrue(patterns.names(path), path);
    }
    for (String path : List.of("src/a.h", "a.c", "lib/x", "lib/x/y", "abs/x", "libs")) {
      assertFalse(patterns.names(path), path);
    }
  }

  /** What is no pattern, and why. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a{b      | has a { without a }; the character itself is \\{
          a}b      | has a } without a {; the character itself is \\}
          !        | names no file
          ~/x      | starts with ~, which stands for no folder here: write the path out
          */../x   | has .. behind a wildcard
          a\\      | ends with a \\ that has no character behind it
          {1,2,3,4,5,6,7,8}{1,2,3,4,5,6,7,8}{1,2,3,4,5,6,7,8}{1,2,3,4} | stands for more than 1000 patterns
          """)
  void of_noPattern_isRefused(String text, String why) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> FilePatterns.of(List.of(text)));

    assertEquals(why, e.getMessage());
  }
}
