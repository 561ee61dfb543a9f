package io.github.taskloom.dashboard.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.taskloom.dashboard.internal.report.HtmlReport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** What a live page talks to, as a test wants it: the page, one stream of events, commands. */
final class FakeServer implements AutoCloseable {
  private static final String END = "";

  /** Bodies of commands that came. */
  final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

  /** Queries of the streams that were opened. */
  final BlockingQueue<String> opened = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  volatile int answer = 204;
  volatile String why = "";

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> send(exchange, 200, HtmlReport.page()));
    server.createContext("/events", this::stream);
    server.createContext(
        "/command",
        exchange -> {
          commands.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getQuery()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          send(exchange, answer, why);
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/?token=secret";
  }

  void event(String name, String json) {
    events.add("event: " + name + "\ndata: " + json.replace("\n", "") + "\n\n");
  }

  /** The stream that is open ends, as when a connection is lost. */
  void lose() {
    events.add(END);
  }

  private void stream(HttpExchange exchange) throws IOException {
    opened.add(exchange.getRequestURI().getQuery());
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("retry: 100\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      for (String event = events.take(); !event.equals(END); event = events.take()) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(code, code == 204 ? -1 : bytes.length);
    if (code != 204) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
