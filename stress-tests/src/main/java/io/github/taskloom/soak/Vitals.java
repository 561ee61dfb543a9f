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
 * @param heap the live heap, in bytes
 * @param platformThreads the platform threads
 * @param virtualThreads the virtual threads
 */
record Vitals(long heap, int platformThreads, int virtualThreads) {
  private static final Pattern VIRTUAL = Pattern.compile("^#\\d+ \".*\" virtual.*");

  static Vitals now() {
    System.gc();
    System.gc(); // what the first one found to be dead may have held others by a cleaner
    return new Vitals(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        virtualThreadsNow());
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
   * Reports what has grown since then, beyond what a JVM does by itself.
   *
   * @param before how it stood when the load had warmed up
   */
  void compareWith(Vitals before, Violations violations) {
    long grown = heap - before.heap;
    violations.unless(
        grown <= 4 << 20, "The live heap has grown by more than 4 MiB", before + " -> " + this);
    violations.unless(
        platformThreads <= before.platformThreads + 2, // a carrier that stands in for a blocked one
        "There are more platform threads than before",
        before + " -> " + this);
  }

  @Override
  public String toString() {
    return "%.1f MiB live, %d platform and %d virtual threads"
        .formatted(heap / 1048576.0, platformThreads, virtualThreads);
  }
}
