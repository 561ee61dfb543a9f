package io.github.taskloom.dashboard.internal.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: only those who have the token, by the name of this machine, from no other site. A
 * page of another site that a browser shows beside this one cannot ask in the name of its user:
 * neither by a name that it has pointed at this machine, nor by a form, nor by a script.
 */
final class Gate {
  private static final int TOKEN_BYTES = 24;

  private final int port;
  private final String token;
  private final byte[] tokenBytes;

  Gate(int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.port = port;
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    this.tokenBytes = token.getBytes(StandardCharsets.US_ASCII);
  }

  String token() {
    return token;
  }

  /** Null if the request may be done. */
  @Nullable Refusal refusal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String query = exchange.getRequestURI().getRawQuery();
    if (length(exchange) > Limits.MOST_BYTES) {
      return new Refusal(431, "The headers are too long.");
    }
    String host = only(headers, "Host");
    if (host == null || !isThisMachine(host.toLowerCase(Locale.ROOT))) {
      return new Refusal(403, "This server is no host of that name.");
    }
    if (headers.containsKey("Origin") && !("http://" + host).equals(only(headers, "Origin"))) {
      return new Refusal(403, "Another site has no access.");
    }
    if (headers.containsKey("Sec-Fetch-Site") && !isFromHere(headers)) {
      return new Refusal(403, "Another site has no access.");
    }
    if (!hasToken(query == null ? "" : query)) {
      return new Refusal(403, "The token is wrong: the program has told the whole address.");
    }
    return null;
  }

  private static long length(HttpExchange exchange) {
    long length = exchange.getRequestURI().toString().length();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      for (String value : header.getValue()) {
        length += header.getKey().length() + value.length();
      }
    }
    return length;
  }

  private boolean isThisMachine(String host) {
    boolean isBare = port == 80 && host.lastIndexOf(':') <= host.lastIndexOf(']');
    String whole = isBare ? host + ":80" : host;
    return whole.equals("127.0.0.1:" + port)
        || whole.equals("localhost:" + port)
        || whole.equals("[::1]:" + port);
  }

  /** By the page, by hand, or by a link that is followed, which sees nothing of the answer. */
  private static boolean isFromHere(Headers headers) {
    String site = only(headers, "Sec-Fetch-Site");
    boolean isLink =
        "navigate".equals(only(headers, "Sec-Fetch-Mode"))
            && "document".equals(only(headers, "Sec-Fetch-Dest"));
    return "same-origin".equals(site) || "none".equals(site) || isLink;
  }

  private boolean hasToken(String query) {
    String given = null;
    for (String part : query.split("&", -1)) {
      if (part.startsWith("token=")) {
        if (given != null) {
          return false;
        }
        given = part.substring("token=".length());
      }
    }
    // Takes as long for a token that is nearly right.
    return given != null
        && MessageDigest.isEqual(tokenBytes, given.getBytes(StandardCharsets.UTF_8));
  }

  /** The value of a header that is there once. */
  private static @Nullable String only(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values != null && values.size() == 1 ? values.get(0) : null;
  }
}
