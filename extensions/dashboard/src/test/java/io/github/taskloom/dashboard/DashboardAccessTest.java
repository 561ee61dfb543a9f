package io.github.taskloom.dashboard;

import static io.github.taskloom.dashboard.LiveClient.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets nothing of a dashboard. */
class DashboardAccessTest {
  private static Dashboard dashboard;
  private static String host;
  private static String query;

  @BeforeAll
  static void open() throws IOException {
    dashboard = Dashboard.builder().recording(new Recording()).open();
    host = dashboard.address().getAuthority();
    query = "?" + dashboard.address().getRawQuery();
  }

  @AfterAll
  static void close() {
    dashboard.close();
  }

  private static int status(String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 "), answer);
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static String get(String path, String... headers) throws IOException {
    return raw(
        dashboard, "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  private static String post(String type, String body) throws IOException {
    return raw(
        dashboard,
        "POST /command"
            + query
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /** The page comes with what keeps browsers from doing more than it needs. */
  @Test
  void page_withTheToken_hasItsGuards() throws Exception {
    HttpResponse<String> page = LiveClient.get(dashboard.address());
    assertEquals(200, page.statusCode());
    assertTrue(page.body().startsWith("<!doctype html>"));
    var headers = page.headers();
    String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.startsWith("default-src 'none'; "), policy);
    assertTrue(policy.contains("connect-src 'self'"), policy);
    assertTrue(policy.endsWith("; frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("DENY", headers.firstValue("X-Frame-Options").orElseThrow());
    assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElseThrow());
    assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
    assertEquals("no-store", headers.firstValue("Cache-Control").orElseThrow());
    assertTrue(headers.firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  /** The token is long, and no two are the same; without it there is nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/events", "/command", "/other"})
  void anyPath_withoutTheToken_isRefused(String path) throws Exception {
    assertTrue(query.length() > "?token=".length() + 128 / 6, query);
    String wrong = query.substring(0, query.length() - 1) + (query.endsWith("A") ? "B" : "A");
    for (String other :
        new String[] {
          "",
          "?",
          "?token",
          "?token=",
          wrong,
          query + "A",
          query + "&" + query.substring(1),
          "?other=1",
          query.toUpperCase(java.util.Locale.ROOT) + "&"
        }) {
      String answer = get(path + other, "Host: " + host);
      assertEquals(403, status(answer), other);
      assertFalse(answer.contains(query), "the token is not told");
    }
  }

  /** A name that a site points at this machine is none of its names. */
  @Test
  void otherHost_isRefused() throws Exception {
    int port = dashboard.address().getPort();
    for (String other :
        new String[] {
          "Host: evil.example:" + port,
          "Host: 127.0.0.1",
          "Host: 127.0.0.1:" + (port + 1),
          "Host: 127.0.0.1:" + port + ".evil.example",
          "Host: localhost.evil.example:" + port,
          "Host: 0.0.0.0:" + port,
          "Host: ",
          "X: no host at all",
          "Host: " + host + "\r\nHost: evil.example",
        }) {
      int status = status(get("/" + query, other));
      assertTrue(status == 403 || status == 400, other + " " + status); // some JDKs ask for a host
    }
    assertEquals(200, status(get("/" + query, "Host: LocalHost:" + port)));
  }

  /** Another site has no access by a browser of this machine, token or not. */
  @Test
  void otherOrigin_isRefused() throws Exception {
    for (String other :
        new String[] {
          "Origin: http://evil.example",
          "Origin: null",
          "Origin: https://" + host,
          "Origin: http://localhost:1",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script",
        }) {
      for (String path : new String[] {"/", "/events", "/command"}) {
        assertEquals(403, status(get(path + query, "Host: " + host, other)), other);
      }
    }
    String own = "Origin: http://" + host + "\r\nSec-Fetch-Site: same-origin";
    assertEquals(200, status(get("/" + query, "Host: " + host, own)));
    String link =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";
    assertEquals(200, status(get("/" + query, "Host: " + host, link)), "a link with the token");
  }

  /** A command is posted, as JSON; so no form and no image gives one. */
  @Test
  void command_inAnotherWay_isRefused() throws Exception {
    String pause = "{\"do\":\"pause\",\"make\":1}";
    assertEquals(405, status(get("/command" + query, "Host: " + host)));
    assertEquals(
        405, status(raw(dashboard, "HEAD /" + query + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")));
    assertEquals(415, status(post("text/plain", pause)));
    assertEquals(415, status(post("application/x-www-form-urlencoded", pause)));
    assertEquals(415, status(post("application/jsonx", pause)));
    assertEquals(409, status(post("application/json; charset=utf-8", pause)));
    String options = raw(dashboard, "OPTIONS / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    assertEquals(403, status(options));
    assertFalse(options.contains("Access-Control"), options);
  }

  /** What is no command is told apart from one that is not possible. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|400",
        "[]|400",
        "{|400",
        "{}|400",
        "{\"do\":\"explode\",\"make\":1}|400",
        "{\"do\":\"pause\",\"make\":1} {}|400",
        "{\"do\":\"pause\",\"make\":[[[[]]]]}|400",
        "{\"do\":\"pause\",\"make\":99999999999999999999999}|400",
        "{\"do\":\"pause\",\"make\":4711}|409",
        "{\"do\":\"retry\",\"make\":4711}|409",
        "{\"do\":\"cancel\",\"make\":1,\"task\":-5,\"epoch\":0}|409",
        "{\"do\":\"cancel\",\"make\":1,\"task\":0}|409",
      })
  void command_thatIsNone_isRefused(String body, int status) throws Exception {
    assertEquals(status, status(post("application/json", body)), body);
  }

  /** Large requests are refused, and not read to their end. */
  @Test
  void largeRequests_areRefused() throws Exception {
    String headers = "X: " + "a".repeat(10_000);
    assertEquals(431, status(get("/" + query, "Host: " + host, headers)));
    assertEquals(431, status(get("/" + query + "&" + "a".repeat(10_000), "Host: " + host)));
    String chunked =
        raw(
            dashboard,
            "POST /command"
                + query
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n"
                + " ".repeat(10_000)
                + "\r\n0\r\n\r\n");
    assertEquals(413, status(chunked));
    assertEquals(413, status(post("application/json", " ".repeat(10_000))));
    try {
      assertEquals(413, status(post("application/json", "{" + " ".repeat(10 << 20) + "}")));
    } catch (IOException e) {
      // The server has closed the connection before all of it was sent.
    }
    assertEquals(200, status(get("/" + query, "Host: " + host)));
  }

  /** Another address of this machine is none where it listens. */
  @Test
  void otherAddresses_areNotListenedTo() throws Exception {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (!address.isLoopbackAddress()) {
          int port = dashboard.address().getPort();
          try (Socket socket = new Socket(address, port)) {
            assertFalse(socket.isConnected(), address + " is listened to");
          } catch (IOException e) {
            // as wanted
          }
        }
      }
    }
  }
}
