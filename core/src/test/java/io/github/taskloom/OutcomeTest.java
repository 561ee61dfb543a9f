package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static String told(Task<Path> file) {
    return switch (file.outcome()) {
      case Done<Path> done -> "publish " + done.value();
      case Failed<Path> failed -> "alert " + failed.cause().getMessage();
      case Cancelled<Path> cancelled -> "cancelled: " + cancelled.why().getMessage();
      case Unsettled<Path> u -> "still " + file.state();
    };
  }

  /** A switch over the four kinds is complete, and finds each one's content. */
  @Test
  void outcome_inSwitch_isOneOfFour() {
    Task<Path> done = Task.of("file", () -> Path.of("page.html"));
    assertEquals("still PENDING", told(done));
    done.dispatch();
    assertEquals("publish page.html", told(done));

    Task<Path> failed =
        Task.of(
            "file",
            () -> {
              throw new IOException("disk full");
            });
    failed.dispatch();
    assertEquals("alert disk full", told(failed));
    failed.retry();
    failed.cancel();
    assertEquals("cancelled: file was cancelled", told(failed));
    failed.abort();
    assertEquals("alert file was aborted", told(failed));
  }

  /** Outcomes are values: equal when what they hold is. */
  @Test
  void equals_sameContent_true() {
    Exception cause = new IOException("disk full");
    CancelledException why = new CancelledException("enough");

    assertEquals(new Done<>("value"), new Done<>("value"));
    assertEquals(new Failed<String>(cause), new Failed<String>(cause));
    assertEquals(new Cancelled<String>(why), new Cancelled<String>(why));
    assertEquals(new Unsettled<String>(), new Unsettled<String>());
    assertEquals("Done[value=value]", new Done<>("value").toString());
  }
}
