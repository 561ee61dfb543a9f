package io.github.taskloom.dashboard;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of servers that are closed, and opened again at the same one. */
public final class Ports {
  /** Below 32768, where the ports begin that Linux gives to connections, at any time. */
  private static final int FIRST = 20_000;

  private static final int END = 32_000;
  private static final int TRIES = 100;

  private Ports() {}

  /** One that nothing has now. */
  public static int free() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // another one
      }
    }
    throw new IOException("no free port from " + FIRST + " to " + END);
  }
}
