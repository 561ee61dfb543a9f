package io.github.taskloom.cli.member;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration of Hazelcast for a member: members are found by their addresses alone. */
final class MemberConfig {
  /** How many ports are tried, from the first on, where none is given. */
  private static final int PORTS = 100;

  private MemberConfig() {}

  static Config of(MemberSettings settings, ClassLoader loader) {
    Path file = settings.configuration();
    Config config = file == null ? new Config() : read(file);
    if (file == null) {
      config.setClusterName(settings.cluster());
      network(config.getNetworkConfig(), settings);
      config.setProperty("hazelcast.socket.bind.any", "false");
      config.setProperty("hazelcast.wait.seconds.before.join", "0");
      config.getMetricsConfig().setEnabled(false);
    }
    config.setClassLoader(loader);
    config.setProperty("hazelcast.logging.type", "jdk");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    return config;
  }

  private static Config read(Path file) {
    try {
      return Config.loadFromFile(file.toFile());
    } catch (FileNotFoundException e) {
      throw new MemberException(file + ": no such file", e);
    } catch (RuntimeException e) {
      throw new MemberException(
          file + ": is no configuration of Hazelcast: " + firstLine(e.getMessage()), e);
    }
  }

  static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  private static void network(NetworkConfig network, MemberSettings settings) {
    settings.port().ifPresent(port -> network.setPort(port).setPortAutoIncrement(false));
    network.setPortCount(PORTS);
    network.getInterfaces().setEnabled(true).addInterface(settings.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(settings.join());
  }
}
