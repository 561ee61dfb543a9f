package io.github.taskloom.dashboard.internal.live;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.taskloom.dashboard.internal.data.Changed;
import io.github.taskloom.dashboard.internal.data.ChangesWriter;
import io.github.taskloom.dashboard.internal.data.Json;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.RunDataWriter;
import io.github.taskloom.dashboard.internal.record.Changes;
import io.github.taskloom.dashboard.internal.record.Cursor;
import io.github.taskloom.dashboard.internal.record.Recorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Tells clients what changes, as server-sent events: all that is known first, then what has changed
 * since the message before, each row at most once, however long the client took for that one.
 *
 * <p>Nothing waits for a client, and no more is held for it than the message that it is taking: so
 * one that does not read costs the recording nothing. It is closed when its time for that message
 * is up, and has all from the begin when it comes again.
 */
final class Events {
  /** So many clients may hold a message that may be as large as all that is known. */
  private static final int MOST_LARGE = 4;

  /** A client that took so long for a message may have a large one next. */
  private static final long SLOW = Duration.ofSeconds(1).toNanos();

  /** Nanoseconds of rest for each row that was told: so all clients cost a part of a processor. */
  private static final long REST_FOR_ROW = 2_000;

  private final Recorder recorder;
  private final String title;
  private final Limits limits;
  private final Requests requests;
  private final Semaphore clients;
  private final Semaphore large = new Semaphore(MOST_LARGE);

  Events(Recorder recorder, String title, Limits limits, Requests requests) {
    this.recorder = recorder;
    this.title = title;
    this.limits = limits;
    this.requests = requests;
    this.clients = new Semaphore(limits.clients());
  }

  /** Returns when the client has gone, or is too slow. */
  void serve(HttpExchange exchange) throws IOException {
    if (!clients.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "5");
      Answers.text(exchange, 503, "There are as many clients as there may be.");
      return;
    }
    try {
      Answers.guard(exchange, Answers.NOTHING_ALLOWED, "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      tell(exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // too slow, or the server is closed: ends the connection
    } finally {
      clients.release();
    }
  }

  private void tell(OutputStream out) throws IOException, InterruptedException {
    Cursor cursor = recorder.cursor(title);
    boolean isLarge = true;
    text(out, "retry: 1000\n\n");
    while (true) {
      requests.unlimited();
      if (!cursor.await(limits.heartbeat())) {
        requests.within(limits.message());
        text(out, ":\n\n");
        out.flush();
        continue;
      }
      if (isLarge) {
        large.acquire();
      }
      long began = System.nanoTime();
      long rows;
      try {
        requests.within(limits.message());
        rows = tell(cursor.next(false), out);
      } finally {
        if (isLarge) {
          large.release();
        }
      }
      isLarge = System.nanoTime() - began > SLOW;
      requests.unlimited();
      long rest = rows * REST_FOR_ROW * (limits.clients() - clients.availablePermits());
      Thread.sleep(Duration.ofNanos(Math.max(limits.batch().toNanos(), rest)));
    }
  }

  /** How many rows it told. */
  private static long tell(Changes changes, OutputStream out) throws IOException {
    RunData whole = changes.whole();
    Changed since = changes.since();
    if (whole != null) {
      // A command names the rows of this snapshot, as long as they stay the same.
      text(out, "id: " + changes.epoch() + "\nevent: snapshot\ndata: ");
      RunDataWriter.write(whole, out);
      text(out, "\n\n");
    } else if (since != null && !since.isEmpty()) {
      text(out, "event: change\ndata: ");
      try (JsonGenerator json = Json.to(out)) {
        ChangesWriter.write(since, json);
      }
      text(out, "\n\n");
    }
    out.flush();
    return whole != null
        ? whole.tasks().size() + whole.attempts().size()
        : since == null ? 0 : since.taskRows().size() + since.attemptRows().size();
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
