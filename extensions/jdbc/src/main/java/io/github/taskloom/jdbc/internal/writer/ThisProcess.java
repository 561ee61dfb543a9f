package io.github.taskloom.jdbc.internal.writer;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What people know this process by. */
final class ThisProcess {
  private ThisProcess() {}

  /** Its number, and the name of the machine; may ask the network for that. */
  static String described() {
    return "process " + ProcessHandle.current().pid() + " on " + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
