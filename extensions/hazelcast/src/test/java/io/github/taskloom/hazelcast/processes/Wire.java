package io.github.taskloom.hazelcast.processes;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.hazelcast.testing.Ports;
import java.io.IOException;

/**
 * How processes find each other: over loopback, at ports from one on.
 *
 * @param cluster its name
 * @param port the first port
 */
record Wire(String cluster, int port) {
  private static final int PORTS = 20;

  static Wire ofThisProcess() throws IOException {
    return new Wire("processes-" + ProcessHandle.current().pid(), Ports.free(PORTS));
  }

  HazelcastInstance member(boolean isLite) {
    Config config = new Config();
    config.setClusterName(cluster);
    config.setLiteMember(isLite);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    // Those that start at once, as all others are killed, may not find each other at first.
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.setProperty("hazelcast.partition.count", "11");
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.io.thread.count", "2");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(port).setPortCount(PORTS).setPortAutoIncrement(true);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (int i = 0; i < PORTS; i++) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + (port + i));
    }
    return Hazelcast.newHazelcastInstance(config);
  }

  HazelcastInstance client() {
    ClientConfig config = new ClientConfig();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "none");
    config.getMetricsConfig().setEnabled(false);
    for (int i = 0; i < PORTS; i++) {
      config.getNetworkConfig().addAddress("127.0.0.1:" + (port + i));
    }
    return HazelcastClient.newHazelcastClient(config);
  }
}
