package io.github.taskloom.dashboard.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.OperatingSystemMXBean;
import io.github.taskloom.dashboard.internal.data.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * The machine that this runs on.
 *
 * @param name of it
 * @param cores that the JVM may use
 * @param memory in bytes; 0 if it is not known
 */
record Machine(String name, int cores, long memory) {

  static Machine here() {
    return new Machine(hostName(), Runtime.getRuntime().availableProcessors(), bytes());
  }

  /** The one name that a file may have: letters, digits and what stands between them. */
  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.matches("[0-9a-zA-Z]([0-9a-zA-Z-]{0,62}[0-9a-zA-Z])?(\\.[0-9a-zA-Z-]{1,63})*")
          ? name
          : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static long bytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  void write(JsonGenerator json) throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    json.writeArrayFieldStart("machines");
    json.writeStartObject();
    json.writeStringField("nodeName", name);
    if (system.startsWith("linux")) {
      json.writeStringField("system", "linux");
    } else if (system.startsWith("mac")) {
      json.writeStringField("system", "macos");
    } else if (system.startsWith("windows")) {
      json.writeStringField("system", "windows");
    }
    Json.text(json, "architecture", System.getProperty("os.arch", "unknown"));
    Json.text(json, "release", System.getProperty("os.version", "unknown"));
    if (memory > 0) {
      json.writeNumberField("memoryInBytes", memory);
    }
    json.writeObjectFieldStart("cpu");
    json.writeNumberField("coreCount", cores);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }
}
