package io.github.taskloom.dashboard.internal.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.record.Recorder;
import io.github.taskloom.dashboard.internal.report.HtmlReport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Shows a recording to those on this machine who have the token. */
public final class Server implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final Requests requests;
  private final Gate gate;
  private final Events events;
  private final Commands commands;
  private final byte[] page;
  private final String policy;

  /**
   * Takes the port, and answers from now on.
   *
   * @param port 0 for any free one
   * @param again makes tasks that are to be tried again
   */
  public Server(
      int port,
      Recorder recorder,
      String title,
      Limits limits,
      Consumer<? super List<Task<?>>> again)
      throws IOException {
    String html = HtmlReport.page();
    this.page = html.getBytes(StandardCharsets.UTF_8);
    this.policy = policy(html);
    this.server = bound(port);
    this.requests = new Requests(limits.clients() + limits.requests(), limits.request());
    this.gate = new Gate(server.getAddress().getPort());
    this.events = new Events(recorder, title, limits, requests);
    this.commands = new Commands(recorder, again);
    server.setExecutor(requests);
    server.createContext("/", this::answer);
    start();
  }

  private static HttpServer bound(int port) throws IOException {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "port " + port + " cannot be had (" + e.getMessage() + "); port 0 is any free one", e);
    }
  }

  /** The thread of the server is a daemon if the one that starts it is. */
  private void start() {
    Thread starter = Thread.ofPlatform().daemon().start(server::start);
    boolean isInterrupted = false;
    while (true) {
      try {
        starter.join();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the page itself says that it needs, and that no other page may frame it. */
  private static String policy(String html) {
    String mark = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    int at = html.indexOf(mark);
    if (at < 0) {
      return Answers.NOTHING_ALLOWED;
    }
    int from = at + mark.length();
    return html.substring(from, html.indexOf('"', from)) + "; frame-ancestors 'none'";
  }

  /** With the token. */
  public URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    String name = host.indexOf(':') < 0 ? host : "[::1]";
    return URI.create("http://" + name + ":" + address.getPort() + "/?token=" + gate.token());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      answerOpen(exchange);
    }
  }

  private void answerOpen(HttpExchange exchange) throws IOException {
    Refusal refusal = gate.refusal(exchange);
    if (refusal != null) {
      Answers.text(exchange, refusal.status(), refusal.why());
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> byMethod(exchange, "GET", this::page);
      case "/events" -> byMethod(exchange, "GET", events::serve);
      case "/command" -> byMethod(exchange, "POST", with -> commands.serve(with, requests));
      default -> Answers.text(exchange, 404, "There is nothing here.");
    }
  }

  private static void byMethod(HttpExchange exchange, String method, Answer answer)
      throws IOException {
    if (exchange.getRequestMethod().equals(method)) {
      answer.to(exchange);
    } else {
      exchange.getResponseHeaders().set("Allow", method);
      Answers.text(exchange, 405, "This takes " + method + " alone.");
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    Answers.guard(exchange, policy, "text/html; charset=utf-8");
    Answers.body(exchange, 200, page);
  }

  /** Ends all connections, and waits for their threads. */
  @Override
  public void close() {
    // First the threads: a connection that one of them writes to cannot be closed by another.
    requests.close();
    server.stop(0);
  }

  /** Answers a request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }
}
