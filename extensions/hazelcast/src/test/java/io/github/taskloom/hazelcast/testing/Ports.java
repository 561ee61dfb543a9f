package io.github.taskloom.hazelcast.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that members are told to take. */
public final class Ports {
  /** Below 32768, where the ports begin that Linux gives to connections, at any time. */
  private static final int FIRST = 20_000;

  private static final int END = 32_000;
  private static final int TRIES = 100;

  private Ports() {}

  /** The first of so many in a row that nothing has now. */
  public static int free(int count) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, END - count);
      if (areFree(first, count)) {
        return first;
      }
    }
    throw new IOException("no " + count + " free ports in a row from " + FIRST + " to " + END);
  }

  private static boolean areFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(false); // nor does Hazelcast
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }
}
