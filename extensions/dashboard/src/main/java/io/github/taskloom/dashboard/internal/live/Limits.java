package io.github.taskloom.dashboard.internal.live;

import java.time.Duration;

/**
 * What a server gives to those who ask it.
 *
 * @param clients so many are told events at a time
 * @param requests so many other requests are answered at a time
 * @param request so long one may take to be read and answered
 * @param message so long a client may take for one message of events
 * @param batch changes are collected for so long
 * @param heartbeat a sign of life where nothing has changed for so long
 */
public record Limits(
    int clients,
    int requests,
    Duration request,
    Duration message,
    Duration batch,
    Duration heartbeat) {
  public static final Limits DEFAULTS =
      new Limits(
          64,
          32,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMillis(200),
          Duration.ofSeconds(15));

  /** Bytes of the headers of a request with its address, and of its body. */
  static final int MOST_BYTES = 8192;
}
