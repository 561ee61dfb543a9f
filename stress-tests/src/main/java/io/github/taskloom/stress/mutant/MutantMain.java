package io.github.taskloom.stress.mutant;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * Shows that the stress tests can fail: puts one mistake after the other into the engine's own
 * classes, and expects the test that is meant for it to find it.
 *
 * <pre>{@code stress-tests/mutants}</pre>
 */
public final class MutantMain {
  private static final long LIMIT_MINUTES = 5;

  private final Path sources;
  private final Path folder;
  private final List<String> options;

  private MutantMain(Path sources, Path folder, List<String> options) {
    this.sources = sources;
    this.folder = folder;
    this.options = options;
  }

  /**
   * Runs all mutants; ends with 1 if one survives.
   *
   * @param arguments the folder of the core's sources, a folder to work in, options for jcstress
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> all = List.of(arguments);
    MutantMain main =
        new MutantMain(Path.of(all.get(0)), Path.of(all.get(1)), all.subList(2, all.size()));
    int survivors = 0;
    for (int number = 0; number < Mutants.ALL.size(); number++) {
      Mutant mutant = Mutants.ALL.get(number);
      boolean found = main.isFound(mutant, number);
      survivors += found ? 0 : 1;
      System.out.printf(
          "%-8s %s (%s)%n", found ? "found" : "SURVIVED", mutant.name(), mutant.test());
    }
    System.out.printf("%d mutants, %d found%n", Mutants.ALL.size(), Mutants.ALL.size() - survivors);
    System.exit(survivors == 0 ? 0 : 1);
  }

  /** Whether the test of a mutant sees a forbidden outcome; that it runs at all is no finding. */
  private boolean isFound(Mutant mutant, int number) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("mutant-" + number));
    Path source = own.resolve("sources").resolve(mutant.source());
    Files.createDirectories(source.getParent());
    Files.writeString(source, mutant.text(sources));
    Path classes = Files.createDirectories(own.resolve("classes"));
    compile(source, classes);
    Path output = own.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classes + File.pathSeparator + classPath()));
    command.addAll(List.of("org.openjdk.jcstress.Main", "-t", mutant.test()));
    command.addAll(List.of("-r", own.resolve("report").toAbsolutePath().toString()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .directory(own.toFile()) // jcstress leaves its binary results where it runs
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("Not over after " + LIMIT_MINUTES + " minutes: " + command);
    }
    return process.exitValue() != 0 && Files.readString(output).contains("FORBIDDEN");
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
