package io.github.taskloom.stress.mutant;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * Shows that the stress tests can fail: puts one mistake after the other into the engine's own
 * classes, and expects the test that is meant for it to find it.
 *
 * <pre>{@code stress-tests/mutants}</pre>
 */
public final class MutantMain {
  private static final long LIMIT_MINUTES = 3;

  /** All tests at once, on a machine that may have other work. */
  private static final long ORIGINAL_LIMIT_MINUTES = 15;

  /** A forbidden outcome that was seen at least once, or a test whose threads never came back. */
  private static final Pattern FINDING =
      Pattern.compile(
          "^ +\\S.* [1-9][0-9,]* +[<0-9.]+% +Forbidden |\\[TIMEOUT]", Pattern.MULTILINE);

  /** The last status line of a run in which nothing went wrong; no such line: nothing ran. */
  private static final Pattern PASSED =
      Pattern.compile(
          "Results: ([1-9][0-9]*) planned; \\1 passed, 0 failed, 0 soft errs, 0 hard errs");

  private final Path sources;
  private final Path folder;
  private final List<Mutant> mutants;
  private final List<String> options;

  private MutantMain(Path sources, Path folder, List<Mutant> mutants, List<String> options) {
    this.sources = sources;
    this.folder = folder;
    this.mutants = mutants;
    this.options = options;
  }

  /**
   * Runs mutants; ends with 1 if one survives, or none was meant.
   *
   * @param arguments the folder of the core's sources, a folder to work in, a regular expression
   *     that is found in the names of those to run, options for jcstress
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> all = List.of(arguments);
    Predicate<String> isMeant = Pattern.compile(all.get(2)).asPredicate();
    List<Mutant> mutants =
        Mutants.ALL.stream().filter(mutant -> isMeant.test(mutant.name())).toList();
    if (mutants.isEmpty()) {
      System.out.println("No mutant has a name in which " + all.get(2) + " is found");
      System.exit(1);
    }
    MutantMain main =
        new MutantMain(
            Path.of(all.get(0)), Path.of(all.get(1)), mutants, all.subList(3, all.size()));
    if (!main.isOriginalSound()) {
      System.exit(1);
    }
    int survivors = 0;
    for (int number = 0; number < mutants.size(); number++) {
      Mutant mutant = mutants.get(number);
      Verdict verdict = main.judge(mutant, number);
      survivors += verdict == Verdict.FOUND || verdict == Verdict.HUNG ? 0 : 1;
      System.out.printf("%-8s %s (%s)%n", verdict, mutant.name(), mutant.test());
    }
    System.out.printf("%d mutants, %d found%n", mutants.size(), mutants.size() - survivors);
    System.exit(survivors == 0 ? 0 : 1);
  }

  /** What became of a run. */
  private enum Verdict {
    /** A test saw an outcome that is forbidden, or jcstress says that it hung. */
    FOUND,
    /** No end in a time in which the original passed all tests: a find, too. */
    HUNG,
    /** All tests have passed. */
    SURVIVED,
    /** Some test did not run as it should; that proves nothing. */
    BROKEN
  }

  /** Without a mistake the same tests pass: else a find would mean nothing. */
  private boolean isOriginalSound() throws IOException, InterruptedException {
    String tests = mutants.stream().map(Mutant::test).collect(Collectors.joining("|"));
    Path own = Files.createDirectories(folder.resolve("original"));
    Verdict verdict = run(own, classPath(), tests, ORIGINAL_LIMIT_MINUTES);
    if (verdict != Verdict.SURVIVED) {
      System.out.println("The engine without a mistake is " + verdict + " by " + tests);
    }
    return verdict == Verdict.SURVIVED;
  }

  private Verdict judge(Mutant mutant, int number) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("mutant-" + number));
    Path source = own.resolve("sources").resolve(mutant.source());
    Files.createDirectories(source.getParent());
    Files.writeString(source, mutant.text(sources));
    Path classes = Files.createDirectories(own.resolve("classes"));
    compile(source, classes);
    return run(own, classes + File.pathSeparator + classPath(), mutant.test(), LIMIT_MINUTES);
  }

  private Verdict run(Path own, String classPath, String tests, long minutes)
      throws IOException, InterruptedException {
    Path output = own.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
    command.addAll(List.of("org.openjdk.jcstress.Main", "-t", tests));
    command.addAll(List.of("-r", own.resolve("report").toAbsolutePath().toString()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .directory(own.toFile()) // jcstress leaves its binary results where it runs
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
      // jcstress bounds its measurements, but not the checks before them: a wait without end
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return Verdict.HUNG;
    }
    String text = Files.readString(output);
    if (FINDING.matcher(text).find()) {
      return Verdict.FOUND;
    }
    return process.exitValue() == 0 && PASSED.matcher(text).find()
        ? Verdict.SURVIVED
        : Verdict.BROKEN;
  }

  private static void compile(Path source, Path classes) {
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "21",
                "-proc:none",
                "-nowarn",
                "-cp",
                classPath(),
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException("The mutant does not compile: " + source);
    }
  }

  private static String classPath() {
    return Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();
  }
}
