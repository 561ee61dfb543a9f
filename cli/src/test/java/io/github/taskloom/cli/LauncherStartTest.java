package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.LauncherHome.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher does before java runs, with a java that only writes down how it was called. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class LauncherStartTest {
  @TempDir Path folder;

  private LauncherHome home;

  @BeforeEach
  void layOut() throws IOException {
    Path jar = Files.writeString(folder.resolve("all.jar"), "a jar");
    home = new LauncherHome(folder, jar, folder.toString());
    javaOf("25.0.1");
    home.program("javac", "");
    home.program(
        "java",
        """
        echo "$*" >>'%s/calls'
        for word; do
          case $word in -XX:*Output=* | -XX:*AtExit=*) echo new >"${word#*=}" ;; esac
        done
        """
            .formatted(folder));
  }

  private void javaOf(String version) throws IOException {
    Files.writeString(
        folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nMODULES=\"\"\n");
  }

  private List<String> calls(String with) throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream()
        .filter(call -> call.contains(with))
        .toList();
  }

  private void run(String lines) throws Exception {
    Ended ended = home.sh("set -e\n" + lines);
    assertEquals(0, ended.exitCode(), ended.err());
    assertEquals("", ended.err().replaceAll("taskloom: (building|waiting) .*\n", ""));
  }

  /** Whatever times the files have; and without a look at their content where none has changed. */
  @Test
  void sources_change_areBuiltAgain() throws Exception {
    home.program("cksum", "echo >>'%s/read'\nexec /usr/bin/cksum \"$@\"".formatted(folder));
    run(
        """
        known=$checkout/cli/target/launcher/fingerprint source=$checkout/core/src/main/A
        # What comes now is newer than the known fingerprint, what was before is older.
        settle() {
          for file in before "$known" after; do
            until touch next "$file"; [ ! -e last ] || [ next -nt last ]; do :; done
            touch last
          done
          until touch next; [ next -nt last ]; do :; done
          rm last
        }
        expect() {
          taskloom
          [ "$(wc -l <built)" -eq "$1" ] || { echo "$(wc -l <built) builds, not $1" >&2; exit 1; }
          settle
        }
        expect 1
        mv read earlier
        expect 1
        [ ! -e read ]
        echo 1 >"$source"; touch -d 2001-01-01 "$source"
        expect 2
        echo 2 >"$source"; touch -d 2001-01-01 "$source"
        expect 3
        mv "$source" "$source.java"
        expect 4
        echo 3 >other; touch -d 2001-01-01 other; mv other "$source.java"
        expect 5
        rm "$source.java"
        expect 6
        """);
  }

  /** The first start makes the cache beside its own work, the next ones use it. */
  @ParameterizedTest
  @CsvSource({
    "25.0.1, AOTCache, AOTCacheOutput",
    "21.0.13, SharedArchiveFile, ArchiveClassesAtExit"
  })
  void cache_isMade_isUsed(String version, String use, String make) throws Exception {
    javaOf(version);
    run(
        """
        export TASKLOOM_CACHE="$PWD/a cache"
        for start in 1 2 3 4 5; do taskloom first & done
        wait
        until [ -s "$(echo a\\ cache/start-*)" ] && [ ! -e "$(echo a\\ cache/new.*)" ]; do sleep 0.05; done
        taskloom --version
        """);

    assertEquals(1, calls("-XX:" + make + "=").size(), () -> "made once: " + folder);
    List<String> uses = calls("-XX:" + use + "=" + folder + "/a cache/start-");
    assertTrue(uses.getLast().endsWith(".jar --version"), uses::toString);
  }

  /** Another JDK has another one. */
  @Test
  void cache_javaChanges_isMadeAnew() throws Exception {
    String start =
        """
        export TASKLOOM_CACHE="$PWD/cache"
        taskloom
        until [ "$(find cache -name 'start-*' -size +0 2>/dev/null | wc -l)" -eq %d ]; do sleep 0.05; done
        """;
    run(start.formatted(1));
    javaOf("25.0.2");
    run(start.formatted(2));
  }

  /** Where it cannot be made the start is slower, and that is all. */
  @Test
  void cache_cannotBeMade_isDoneWithout() throws Exception {
    home.program(
        "java",
        "echo \"$*\" >>'%s/calls'\ncase $* in *CacheOutput*) exit 1 ;; esac".formatted(folder));
    run(
        """
        echo >file
        TASKLOOM_CACHE=$PWD/file/cache taskloom
        TASKLOOM_CACHE=relative taskloom
        [ ! -e relative ]
        export TASKLOOM_CACHE="$PWD/cache"
        taskloom
        until [ -e calls ] && grep -q CacheOutput calls; do sleep 0.05; done
        taskloom
        """);

    assertEquals(1, calls("CacheOutput").size());
    assertEquals(List.of(), calls("AOTCache="));
  }
}
