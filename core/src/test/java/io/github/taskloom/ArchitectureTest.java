package io.github.taskloom;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.taskloom.testing.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may know whom, and that there is no lock. */
@Timeout(60)
class ArchitectureTest {
  private static final String ROOT = "io.github.taskloom";
  private static final URL MAIN = Task.class.getProtectionDomain().getCodeSource().getLocation();

  private static JavaClasses core;

  @BeforeAll
  static void load() {
    // The names of what our classes use are enough: the JDK's need not be read.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    core = new ClassFileImporter().importUrl(MAIN);
  }

  private static void onlyDependsOn(String own, String... others) {
    String[] allowed = new String[others.length + 2];
    System.arraycopy(others, 0, allowed, 0, others.length);
    allowed[others.length] = own;
    allowed[others.length + 1] = "org.jspecify.annotations";
    assertTrue(
        core.stream().filter(type -> type.getPackageName().equals(own)).count() > 1,
        () -> "nothing was looked at in " + own);
    classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(core);
  }

  private static void knowThoseBelow(String room, List<List<String>> rows) {
    for (int row = 1; row < rows.size(); row++) {
      String above =
          rows.subList(0, row).stream().flatMap(List::stream).collect(Collectors.joining("|"));
      for (String name : rows.get(row)) {
        classes()
            .that()
            .haveFullyQualifiedName(room + "." + name)
            .should()
            .onlyDependOnClassesThat()
            .haveNameNotMatching(room.replace(".", "\\.") + "\\.(" + above + ")(\\$.*)?")
            .check(core);
      }
    }
  }

  /** The main classes were found, and no test among them. */
  @Test
  void import_mainClasses_findsThem() {
    assertTrue(core.size() > 50, () -> "only " + core.size() + " classes in " + MAIN);
    assertTrue(core.contain(Task.class));
    assertTrue(!core.contain(ArchitectureTest.class));
  }

  /** The machine knows no tasks; who listens to it, and its drawing, are shared with those. */
  @Test
  void fsm_dependencies_areObserversAndReportAlone() {
    onlyDependsOn(ROOT + ".fsm", "java..", ROOT + ".internal.observe", ROOT + ".internal.report");
  }

  /** Nor do those who listen to a machine. */
  @Test
  void observe_dependencies_areTheMachineAndItsDrawing() {
    onlyDependsOn(
        ROOT + ".internal.observe",
        "java..",
        ROOT + ".fsm",
        ROOT + ".internal.dot",
        ROOT + ".internal.report");
  }

  /** What the flight recorder is told knows of tasks their states alone; its door no recorder. */
  @Test
  void flight_dependencies_areTheRecorderBehindItsDoor() {
    onlyDependsOn(
        ROOT + ".internal.flight",
        "java..",
        "jdk.jfr",
        ROOT, // TaskState
        ROOT + ".internal.report");
    noClasses()
        .that()
        .doNotHaveSimpleName("FlightOfMake")
        .and()
        .doNotHaveSimpleName("MakeFlight")
        .and()
        .doNotHaveSimpleName("AttemptFlight")
        .and()
        .doNotHaveSimpleName("WaitFlight")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.jfr..")
        .check(core);
  }

  /** Planning knows neither threads nor tasks. */
  @Test
  void plan_dependencies_areCollectionsAlone() {
    onlyDependsOn(
        ROOT + ".internal.plan",
        "java.lang",
        "java.lang.invoke",
        "java.util",
        "java.util.function");
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".internal.plan")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, Runnable.class)
        .check(core);
  }

  /** The seam to the JDK's scopes knows neither graphs nor tasks. */
  @Test
  void scope_dependencies_areTheJdkAlone() {
    onlyDependsOn(ROOT + ".internal.scope", "java..");
  }

  /** The worker pool knows scopes and the report, and nothing else of ours. */
  @Test
  void pool_dependencies_areScopesAndReportAlone() {
    onlyDependsOn(
        ROOT + ".internal.pool", "java..", ROOT + ".internal.report", ROOT + ".internal.scope");
  }

  /** DOT text knows nothing of ours. */
  @Test
  void dot_dependencies_areTheJdkAlone() {
    onlyDependsOn(ROOT + ".internal.dot", "java..");
  }

  /** Nor does the report. */
  @Test
  void report_dependencies_areTheJdkAlone() {
    onlyDependsOn(ROOT + ".internal.report", "java..");
  }

  /** Nor do the arithmetic of time and the engine's own threads. */
  @Test
  void timeAndThread_dependencies_areTheJdkAlone() {
    onlyDependsOn(ROOT + ".internal.time", "java..");
    onlyDependsOn(ROOT + ".internal.thread", "java..");
  }

  /** Events are data: they reach nothing inside. The way to a listener knows no task. */
  @Test
  void event_dependencies_areWhatUsersCall() {
    onlyDependsOn(ROOT + ".event", "java..", ROOT);
    onlyDependsOn(
        ROOT + ".internal.event", "java..", ROOT + ".internal.report", ROOT + ".internal.thread");
  }

  /** A journal knows no task: its entries are texts, bytes and numbers. */
  @Test
  void journal_dependencies_areThreadsAndReportAlone() {
    onlyDependsOn(ROOT + ".journal", "java..", ROOT + ".internal.journal");
    onlyDependsOn(
        ROOT + ".internal.journal",
        "java..",
        ROOT + ".journal",
        ROOT + ".internal.report",
        ROOT + ".internal.thread");
  }

  /** What users call of a journal reaches inside by its file and the ready-made codecs alone. */
  @Test
  void journal_reachesInside_byItsDoor() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".journal")
        .and()
        .doNotHaveSimpleName("FileJournal")
        .and()
        .doNotHaveSimpleName("ValueCodec")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage(ROOT + ".internal..")
        .check(core);
  }

  /** A file is not written through a channel, which the interrupt of a thread would close. */
  @Test
  void journal_channels_areOfLocksAndDirectoriesAlone() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "..")
        .and()
        .doNotHaveSimpleName("WriterLock")
        .and()
        .doNotHaveSimpleName("DiskFolder")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.channels")
        .check(core);
  }

  /** Of the parts of a journal each knows those of its row and below alone. */
  @Test
  void journal_classes_knowThoseBelow() {
    knowThoseBelow(
        ROOT + ".internal.journal",
        List.of(
            List.of("StoredJournal"),
            List.of("GroupCommit", "RecordWriter"),
            List.of("Opening"),
            List.of("Replacement", "Scan"),
            List.of("Batch", "MarkSearch", "LatestEntries", "Failure", "AppendStack", "Turn"),
            List.of("Appended", "Waiter", "Window"),
            List.of("EntryCodec", "FileHeader", "Mark"),
            List.of("Frame", "Texts", "DamageException"),
            List.of("DiskFolder"),
            List.of("DiskFile", "WriterLock"),
            List.of("JournalFolder"),
            List.of("JournalFile")));
  }

  /** The node knows no make, no queue, no worker and no plan. */
  @Test
  void task_dependencies_areWhatItIsMadeOf() {
    onlyDependsOn(
        ROOT + ".internal.task",
        "java..",
        ROOT,
        ROOT + ".fsm",
        ROOT + ".journal",
        ROOT + ".policy",
        ROOT + ".internal.dot",
        ROOT + ".internal.observe",
        ROOT + ".internal.report",
        ROOT + ".internal.scope",
        ROOT + ".internal.thread",
        ROOT + ".internal.time");
  }

  /** A make knows tasks, plans, workers and scopes; it knows no queue. */
  @Test
  void make_dependencies_areTasksPlansAndWorkers() {
    onlyDependsOn(
        ROOT + ".internal.make",
        "java..",
        ROOT,
        ROOT + ".event",
        ROOT + ".fsm",
        ROOT + ".journal",
        ROOT + ".policy",
        ROOT + ".internal.event",
        ROOT + ".internal.flight",
        ROOT + ".internal.plan",
        ROOT + ".internal.pool",
        ROOT + ".internal.report",
        ROOT + ".internal.scope",
        ROOT + ".internal.task",
        ROOT + ".internal.thread");
  }

  /** Within a make calls go down: of these classes each knows those of its row and below alone. */
  @Test
  void make_classes_knowThoseBelow() {
    List<List<String>> rows =
        List.of(
            List.of("MakeStream"),
            List.of("MakeCall"),
            List.of("MakeRun"),
            List.of("MakeLoop"),
            List.of("Round"),
            List.of("Dispatcher"),
            List.of("Submissions"),
            List.of("Attempts"),
            List.of("AwaitedTasks", "AwaitedTask", "StageSettler"),
            List.of("Making"),
            List.of("MakeProgress", "ControlledMake"),
            List.of("MakeLimit"),
            List.of("MakeThreads"),
            List.of("MakePhase", "Schedule", "LeftOpen", "CompletionLog", "ObservedMake", "Waits"),
            List.of("MakeEvents", "PlanSize", "AttemptPlaces", "OpenAttempts"),
            List.of("MakeListeners"),
            List.of("MakeJournal"),
            List.of("JournalRestore"),
            List.of("JournalKeys"));

    knowThoseBelow(ROOT + ".internal.make", rows);
  }

  /** The queue knows no worker; it plans only to find circles. */
  @Test
  void queue_dependencies_areTasksAndPlans() {
    onlyDependsOn(
        ROOT + ".internal.queue",
        "java..",
        ROOT,
        ROOT + ".fsm",
        ROOT + ".policy",
        ROOT + ".internal.make",
        ROOT + ".internal.plan",
        ROOT + ".internal.task");
  }

  /** What users call reaches inside by these alone. */
  @Test
  void root_reachesInside_byItsDoors() {
    Set<String> doors =
        core.stream()
            .filter(type -> type.getPackageName().equals(ROOT))
            .filter(
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .anyMatch(name -> name.startsWith(ROOT + ".internal.")))
            .map(type -> type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", ""))
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(
            "BaseTask",
            "Inputs",
            "Make",
            "RunState",
            "Task",
            "TaskBuilder",
            "TaskDeclaration",
            "TaskInputs",
            "TaskOptions",
            "TaskQueue",
            "Tasks"),
        doors);
  }

  /** A task of the user's becomes its node in one place, and so do results, rules and signals. */
  @Test
  void casts_toImplementations_areMadeInOnePlaceEach() throws IOException {
    Pattern cast =
        Pattern.compile(".*\\((TaskNode<.*?>|RunSignal|RetryRule|TaskResult<.*?>)\\) \\w+.*");
    Set<String> places = new TreeSet<>();
    for (Path file : SourceText.javaFiles("src/main/java")) {
      for (String line : Files.readAllLines(file)) {
        boolean ofField = line.contains("Opaque(") || line.contains("Volatile(");
        if (cast.matcher(line).matches() && !ofField) {
          places.add(file.getFileName() + ": " + line.strip());
        }
      }
    }

    assertEquals(
        Set.of(
            "Plan.java: found.path().forEach(task -> path.add((TaskNode<?>) task));", // an Object
            "RetryRule.java: return (RetryRule) rule;",
            "RunSignal.java: return (RunSignal) state;",
            "TaskNode.java: return (TaskNode<T>) task;"),
        places);
  }

  /** Every package of ours is one of those that these rules are about. */
  @Test
  void packages_ofCore_areTheKnownOnes() {
    Set<String> packages =
        core.stream().map(type -> type.getPackageName()).collect(Collectors.toSet());
    packages.remove(""); // the module's descriptor

    assertEquals(
        Set.of(
            ROOT,
            ROOT + ".event",
            ROOT + ".fsm",
            ROOT + ".internal.dot",
            ROOT + ".internal.event",
            ROOT + ".internal.flight",
            ROOT + ".internal.journal",
            ROOT + ".internal.make",
            ROOT + ".internal.observe",
            ROOT + ".internal.plan",
            ROOT + ".internal.pool",
            ROOT + ".internal.queue",
            ROOT + ".internal.report",
            ROOT + ".internal.scope",
            ROOT + ".internal.task",
            ROOT + ".internal.thread",
            ROOT + ".internal.time",
            ROOT + ".journal",
            ROOT + ".policy",
            ROOT + ".testkit"),
        packages);
  }

  /** Nothing needs the test kit. */
  @Test
  void testkit_isKnown_byNobody() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".testkit")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".testkit")
        .check(core);
  }

  /**
   * Users see the tasks, their rules, events and journals, the machine and the test kit, and no
   * more.
   */
  @Test
  void module_exports_whatUsersCallAlone() throws Exception {
    try (InputStream file =
        Files.newInputStream(Path.of(MAIN.toURI()).resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(file);

      assertEquals(
          Set.of(
              ROOT,
              ROOT + ".event",
              ROOT + ".fsm",
              ROOT + ".journal",
              ROOT + ".policy",
              ROOT + ".testkit"),
          module.exports().stream()
              .filter(exports -> !exports.isQualified())
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toSet()));
      assertEquals(
          Set.of("java.base"),
          module.requires().stream()
              .filter(
                  requires ->
                      !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
              .map(ModuleDescriptor.Requires::name)
              .collect(Collectors.toSet()));
    }
  }

  /** No class uses a lock of java.util.concurrent. */
  @Test
  void locks_ofTheLibrary_areUsedNowhere() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent.locks")
                .and(not(equivalentTo(LockSupport.class))))
        .check(core);
  }

  /** No method is synchronized, but one that overrides such a one of Throwable. */
  @Test
  void synchronized_methods_areNone() {
    List<String> locking =
        core.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
            .filter(method -> !method.getName().equals("fillInStackTrace"))
            .map(method -> method.getFullName())
            .toList();

    assertEquals(List.of(), locking);
  }

  /** No block is synchronized, and no thread waits on a monitor. */
  @Test
  void synchronized_blocks_areNone() throws IOException {
    Pattern block = Pattern.compile("^[^*/]*\\bsynchronized\\s*\\(.*|.*\\bnotifyAll\\(\\).*");
    List<Path> files = SourceText.javaFiles("src/main/java");
    assertTrue(files.size() > 40, () -> "only " + files.size() + " sources");
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        assertTrue(!block.matcher(line).matches(), () -> file + ": " + line);
      }
    }
  }

  /**
   * The first switch over types costs a JVM tens of milliseconds, so it must not be on each way.
   */
  @Test
  void switches_overTypes_areWhereAFailureIsLookedAtAlone() throws Exception {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of(MAIN.toURI()))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (bytes.contains("java/lang/runtime/SwitchBootstraps")) {
          found.add(file.getFileName().toString());
        }
      }
    }

    assertEquals(Set.of("InterruptTrace.class"), found);
  }
}
