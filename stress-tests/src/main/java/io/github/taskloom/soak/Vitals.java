package io.github.taskloom.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How the process stands while nothing is made.
 *
 * @param live the live heap
 * @param platformThreads the platform threads
 * @param virtualThreads the virtual threads
 */
record Vitals(Histogram live, int platformThreads, int virtualThreads) {
  private static final long MOST_GROWTH = 1 << 20;
  private static final Pattern VIRTUAL = Pattern.compile("^#\\d+ \".*\" virtual.*");

  static Vitals now() {
    System.gc(); // what it finds to be dead may have held others by a cleaner
    return new Vitals(
        Histogram.now(), ManagementFactory.getThreadMXBean().getThreadCount(), virtualThreadsNow());
  }

  /** Only a thread dump knows them. */
  private static int virtualThreadsNow() {
    try {
      return (int) dump().lines().filter(line -> VIRTUAL.matcher(line).matches()).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All threads with their stacks. */
  static String dump() throws IOException {
    Path folder = Files.createTempDirectory("taskloom-soak");
    Path file = folder.resolve("threads");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /**
   * Reports what has grown since then, beyond what a JVM does by itself: it compiles, links and
   * loads for minutes.
   *
   * @param before how it stood when the load had warmed up
   */
  void compareWith(Vitals before, Violations violations) {
    violations.unless(
        live.heap() - before.live.heap() <= MOST_GROWTH,
        "The live heap has grown by more than 1 MiB",
        before + " -> " + this + ", by " + live.grownSince(before.live));
    violations.unless(
        platformThreads <= before.platformThreads + 2, // a carrier that stands in for a blocked one
        "There are more platform threads than before",
        before + " -> " + this);
  }

  @Override
  public String toString() {
    return "%.2f MiB live beside %.2f of the scheduler's, %d platform and %d virtual threads"
        .formatted(
            mebibytes(live.heap()), mebibytes(live.queues()), platformThreads, virtualThreads);
  }

  private static double mebibytes(long bytes) {
    return bytes / 1048576.0;
  }
}
