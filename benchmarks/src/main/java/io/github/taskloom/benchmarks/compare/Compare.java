package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.family.FamilyName;
import io.github.taskloom.benchmarks.family.FamilyRun;
import io.github.taskloom.benchmarks.family.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares engines on the same graphs; the command {@code benchmarks/compare}. */
@Command(
    name = "benchmarks/compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the same graphs on each engine, a bare sequential loop just before each in the same JVM,",
      "and prints a Markdown table."
    },
    footer = {
      "",
      "Only ratios of one run count, on a machine without other work. The progress goes to the",
      "standard error, the table to the standard output."
    })
public final class Compare implements Callable<Integer> {
  @Mixin private final FamilyOptions family = new FamilyOptions();

  @Option(
      names = "--quick",
      description = {
        "Small graphs, within 150 s; writes no file.",
        "Another family: within 60 s; writes a file if it is named."
      })
  private boolean quick;

  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description = "The JDK to measure, 21 or newer (default: the one that runs this).")
  private Path jdk = Path.of(System.getProperty("java.home"));

  @Option(
      names = "--engines",
      paramLabel = "REGEX",
      description = "Only engines in whose title this is found.")
  private Pattern engines = Pattern.compile("");

  @Option(
      names = "--graphs",
      paramLabel = "REGEX",
      description = "Only graphs in whose title this is found.")
  private Pattern graphs = Pattern.compile("");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "At least so many rounds of each engine and graph (default: 5; --quick: 3).")
  private @Nullable Integer rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Rounds are repeated so long (default: 0.8; --quick: 0.05).")
  private @Nullable Double seconds;

  @Option(
      names = "--total",
      paramLabel = "S",
      description =
          "What has not begun by then gets a row that says so (default: 1500; --quick: 135)."
              + " Another family is cut off then (default: 900; --quick: 120).")
  private @Nullable Integer total;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description =
          "Heap of each JVM (default: ${DEFAULT-VALUE}); the families old and first leave it to the JVM.",
      defaultValue = "6g")
  private String heap = "6g";

  @Option(
      names = "--wfcommons",
      paramLabel = "DIR",
      description =
          "Folder with workflows in WfFormat (default: $TASKLOOM_WFCOMMONS, then the one beside the"
              + " checkout).")
  private @Nullable Path workflows;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = {
        "Where a long run writes its tables, between marks",
        "(default: results/FAMILY.md, if it is of all engines and graphs)."
      })
  private @Nullable Path results;

  @Option(names = "--whole", hidden = true, description = "The folder for long runs of all.")
  private @Nullable Path whole;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--beside", hidden = true, description = "Where workflows may be, too.")
  private @Nullable Path beside;

  @Option(
      names = "--begun",
      hidden = true,
      description = "When the command began, in seconds of the epoch: the build counts, too.")
  private @Nullable Long begun;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Compare()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean good = true;
    for (FamilyName name : family.families()) {
      good &= name == FamilyName.GRAPHS ? graphs(out) : makes(name, out);
    }
    return good ? 0 : 1;
  }

  private boolean makes(FamilyName name, PrintStream out) throws IOException, InterruptedException {
    Plan plan = new Plan(name, quick, rounds, seconds, engines.pattern(), graphs.pattern());
    Duration limit = Duration.ofSeconds(total != null ? total : quick ? 120 : 900);
    FamilyRun run = new FamilyRun(plan, limit, System.err);
    if (!run.hasEngines()) {
      throw new ParameterException(
          spec.commandLine(),
          "no engine of the family " + name + " has a title in which '" + engines + "' is found");
    }
    boolean ofAll = engines.pattern().isEmpty() && graphs.pattern().isEmpty();
    return new FamilyOutput(out, file(name, ofAll)).write(run.run(jdk, heapArguments()));
  }

  private List<String> heapArguments() {
    return List.of("-Xms" + heap, "-Xmx" + heap);
  }

  private boolean graphs(PrintStream out) throws IOException, InterruptedException {
    boolean first = family.families().getFirst() == FamilyName.GRAPHS;
    Instant begin = begun == null || !first ? Instant.now() : Instant.ofEpochSecond(begun);
    int most = total != null ? total : quick ? 135 : 1500;
    Settings settings = settings();
    Comparison comparison =
        new Comparison(jdk, heapArguments(), settings, begin.plusSeconds(most), System.err);
    List<Contender> contenders =
        Stream.of(Contender.values()).filter(one -> engines.matcher(one.title()).find()).toList();
    List<GraphCase> all = GraphCase.all(settings);
    List<GraphCase> cases = all.stream().filter(one -> graphs.matcher(one.title()).find()).toList();
    if (contenders.isEmpty() || cases.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          contenders.isEmpty()
              ? "no engine has a title in which '" + engines + "' is found"
              : "no graph has a title in which '" + graphs + "' is found");
    }
    comparison.check(contenders);
    List<Measurement> rows = comparison.measure(contenders, cases);
    Duration took = Duration.between(begin, Instant.now());
    String report =
        new Report(settings, comparison, cases, GraphCase.missingWorkflows(all), rows)
            .markdown(took);
    out.print(report);
    boolean ofAll = contenders.size() == Contender.values().length && cases.size() == all.size();
    Path file = file(FamilyName.GRAPHS, ofAll);
    if (file != null) {
      String feature = comparison.version().split("[.\\s-]", 2)[0];
      ResultsFile.write(file, "JDK " + feature, report);
      System.err.println("written to " + file);
    }
    return comparison.checks().values().stream().allMatch("ok"::equals);
  }

  /** Where a run writes its tables; null for nowhere. */
  private @Nullable Path file(FamilyName name, boolean ofAll) {
    if (quick || results != null) {
      return quick && name == FamilyName.GRAPHS ? null : results;
    }
    return whole != null && ofAll ? whole.resolve(name + ".md") : null;
  }

  private Settings settings() {
    Path folder = workflowFolder();
    String name = folder == null ? null : folder.toString();
    Settings settings = quick ? Settings.quick(name) : Settings.full(name);
    return settings.with(
        rounds == null ? settings.rounds() : rounds,
        seconds == null ? settings.seconds() : seconds);
  }

  private @Nullable Path workflowFolder() {
    if (workflows != null) {
      return workflows;
    }
    String named = System.getenv("TASKLOOM_WFCOMMONS");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    return beside != null && Files.isDirectory(beside) ? beside : null;
  }
}
