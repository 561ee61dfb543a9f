package io.github.taskloom.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which package may know which. */
@Timeout(60)
class ArchitectureTest {
  private static final String ROOT = "io.github.taskloom.cli";
  private static final URL MAIN = Main.class.getProtectionDomain().getCodeSource().getLocation();

  private static JavaClasses cli;

  @BeforeAll
  static void load() {
    // The names of what our classes use are enough: libraries and the JDK need not be read.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    cli = new ClassFileImporter().importUrl(MAIN);
  }

  /** The main classes were found, and no test among them. */
  @Test
  void import_mainClasses_findsThem() {
    assertTrue(cli.size() > 50, () -> "only " + cli.size() + " classes in " + MAIN);
    assertTrue(cli.contain(Main.class));
    assertFalse(cli.contain(ArchitectureTest.class));
  }

  /** What each package uses of ours, as the table in the package-info of the root tells it. */
  @Test
  void packages_use_whatIsInTheTable() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : cli) {
      Set<String> used = uses.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getPackageName())
          .filter(name -> name.startsWith(ROOT) && !name.equals(type.getPackageName()))
          .forEach(used::add);
    }

    Map<String, Set<String>> table =
        new TreeMap<>(
            Map.of(
                ROOT,
                rooms("command", "show", "stop"),
                ROOT + ".command",
                rooms(
                    "option",
                    "output",
                    "report",
                    "secret",
                    "replay",
                    "member",
                    "run",
                    "fresh",
                    "watch",
                    "resume",
                    "shell",
                    "state",
                    "show",
                    "estimate",
                    "stop",
                    "file"),
                ROOT + ".option",
                rooms("report", "simulate", "member", "show", "file"),
                ROOT + ".replay",
                rooms("simulate", "file"),
                ROOT + ".run",
                rooms("show", "stop", "file"),
                ROOT + ".resume",
                rooms("file"),
                ROOT + ".shell",
                rooms("secret", "state", "stop", "file"),
                ROOT + ".show",
                rooms("estimate", "file"),
                ROOT + ".stop",
                rooms(),
                ROOT + ".file",
                rooms("glob")));
    table.put(ROOT + ".fresh", rooms("state", "file", "glob"));
    table.put(ROOT + ".simulate", rooms());
    table.put(ROOT + ".member", rooms("stop"));
    table.put(ROOT + ".watch", rooms("fresh", "stop", "file"));
    table.put(ROOT + ".estimate", rooms("file"));
    table.put(ROOT + ".glob", rooms());
    table.put(ROOT + ".secret", rooms());
    table.put(ROOT + ".report", rooms("show", "file"));
    table.put(ROOT + ".output", rooms("state", "show", "file"));
    table.put(ROOT + ".state", rooms("file"));
    assertEquals(table, uses);
  }

  private static Set<String> rooms(String... names) {
    return Set.of(names).stream().map(name -> ROOT + "." + name).collect(Collectors.toSet());
  }

  /** No package uses itself by way of another. */
  @Test
  void packages_use_nothingInACircle() {
    slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(cli);
  }

  /** What starts the program is used by none. */
  @Test
  void root_isUsed_byNone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(cli);
  }

  /** Options are read without a word on which command they are for. */
  @Test
  void option_uses_noCommand() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".option")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".command")
        .check(cli);
  }

  /** The commands have one door: all else of them is seen in their package alone. */
  @Test
  void command_isReached_byItsDoor() {
    Set<String> seen =
        cli.stream()
            .filter(type -> !type.getPackageName().equals(ROOT + ".command"))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass())
            .filter(type -> type.getPackageName().equals(ROOT + ".command"))
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toSet());

    assertEquals(Set.of("TaskloomCommand"), seen);
  }
}
