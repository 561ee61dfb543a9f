package io.github.taskloom.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.hazelcast.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Members and clients of Hazelcast in this JVM, over loopback alone. */
final class Nodes {
  private static final int MOST = 20;

  private final String cluster;
  private final int port;

  Nodes(String cluster) {
    this.cluster = cluster + "-" + ProcessHandle.current().pid();
    try {
      port = Ports.free(MOST);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Config config() {
    Config config = new Config();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.count", "11");
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.io.thread.count", "2");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(port).setPortCount(MOST).setPortAutoIncrement(true);
    config
        .getNetworkConfig()
        .setInterfaces(new InterfacesConfig().setEnabled(true).addInterface("127.0.0.1"));
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (int i = 0; i < MOST; i++) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + (port + i));
    }
    return config;
  }

  HazelcastInstance member() {
    return Hazelcast.newHazelcastInstance(config());
  }

  HazelcastInstance client() {
    ClientConfig config = new ClientConfig();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "none");
    config.getMetricsConfig().setEnabled(false);
    for (int i = 0; i < 3; i++) {
      config.getNetworkConfig().addAddress("127.0.0.1:" + (port + i));
    }
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(60_000);
    return HazelcastClient.newHazelcastClient(config);
  }
}
