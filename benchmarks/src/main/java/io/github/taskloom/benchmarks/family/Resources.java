package io.github.taskloom.benchmarks.family;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the process has used since its start.
 *
 * @param cpuNanos of all threads, the JVM's own among them; in steps of 10 ms on Linux
 * @param bytes allocated by all threads, virtual ones by way of their carriers
 * @param collections of garbage
 */
record Resources(long cpuNanos, long bytes, long collections) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Resources now() {
    return new Resources(
        SYSTEM.getProcessCpuTime(),
        THREADS.getTotalThreadAllocatedBytes(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionCount)
            .sum());
  }

  Resources since(Resources before) {
    return new Resources(
        cpuNanos - before.cpuNanos, bytes - before.bytes, collections - before.collections);
  }
}
