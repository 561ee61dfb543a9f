package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.family.FamilyName;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which families of makes are compared. */
final class FamilyOptions {
  @Option(
      names = "--family",
      paramLabel = "NAME",
      split = ",",
      converter = Names.class,
      description = {
        "What is compared, more than once or with commas (default: graphs):",
        "graphs  the engines on large graphs",
        "many    many makes at once, of tasks that sleep",
        "small   small makes",
        "metg    the least task that keeps the cores at work half of the time",
        "mixed   trivial tasks in all shapes, in one JVM",
        "old     tasks that have become old objects before they are made",
        "first   the first make in a fresh JVM",
        "journal tasks that are put on record"
      })
  private List<FamilyName> families = List.of(FamilyName.GRAPHS);

  /** Each one once, in the order in which they were named. */
  List<FamilyName> families() {
    return families.stream().distinct().toList();
  }

  /** Names as they are told by the help. */
  static final class Names implements ITypeConverter<FamilyName> {
    @Override
    public FamilyName convert(String name) {
      try {
        return FamilyName.of(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            e.getMessage() + ": there are " + List.of(FamilyName.values()));
      }
    }
  }
}
