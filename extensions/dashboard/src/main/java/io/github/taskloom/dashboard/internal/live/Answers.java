package io.github.taskloom.dashboard.internal.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers to requests, each with the headers that keep browsers from doing more than is asked. */
final class Answers {
  static final String NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

  private Answers() {}

  /** To be called before an answer begins. */
  static void guard(HttpExchange exchange, String policy, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", policy);
    headers.set("Content-Type", type);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Connection", "close"); // none is left open with nothing to do
  }

  /** Answers with a text. */
  static void text(HttpExchange exchange, int status, String text) throws IOException {
    guard(exchange, NOTHING_ALLOWED, "text/plain; charset=utf-8");
    body(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers that it is done. */
  static void done(HttpExchange exchange) throws IOException {
    guard(exchange, NOTHING_ALLOWED, "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(204, -1);
  }

  /** Answers with bytes, behind headers that are set. */
  static void body(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
