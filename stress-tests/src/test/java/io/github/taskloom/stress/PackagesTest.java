package io.github.taskloom.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package is one artifact's alone, as modules want it. */
class PackagesTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

  private static List<String> artifacts() throws IOException {
    return MODULE
        .matcher(Files.readString(PROJECT.resolve("pom.xml")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static Set<String> packages(String artifact) throws IOException {
    Set<String> packages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PROJECT.resolve(artifact).resolve("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        PACKAGE
            .matcher(Files.readString(file))
            .results()
            .limit(1)
            .map(found -> found.group(1))
            .forEach(packages::add);
      }
    }
    return packages;
  }

  /** No package stands in two artifacts, be it of their classes or of their tests. */
  @Test
  void packages_ofEachArtifact_standInNoOther() throws IOException {
    List<String> artifacts = artifacts();
    Map<String, Set<String>> homes = new TreeMap<>();
    for (String artifact : artifacts) {
      Set<String> packages = packages(artifact);
      assertFalse(packages.isEmpty(), () -> "no package was found in " + artifact);
      packages.forEach(name -> homes.computeIfAbsent(name, any -> new TreeSet<>()).add(artifact));
    }
    homes.values().removeIf(home -> home.size() == 1);

    assertEquals(Map.of(), homes);
    assertTrue(artifacts.containsAll(List.of("core", "stress-tests")), artifacts::toString);
  }
}
