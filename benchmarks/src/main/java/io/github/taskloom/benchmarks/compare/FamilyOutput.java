package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.family.FamilyReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the report of a family goes.
 *
 * @param out is always written to
 * @param file has a part for each JDK and family; null if there is none
 */
record FamilyOutput(PrintStream out, @Nullable Path file) {

  /** Whether it is a report of engines without fault. */
  boolean write(FamilyReport report) throws IOException {
    String text = report.markdown();
    out.print(text);
    if (file != null) {
      ResultsFile.write(file, report.key(), text);
      System.err.println("written to " + file);
    }
    return report.isGood();
  }
}
