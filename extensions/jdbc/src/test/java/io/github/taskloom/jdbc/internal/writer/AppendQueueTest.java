package io.github.taskloom.jdbc.internal.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalEntry.Outcome;
import io.github.taskloom.journal.JournalException;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those that wait for a writer that hangs, or goes on. */
@Timeout(120)
class AppendQueueTest {
  private static final JournalEntry ENTRY =
      new JournalEntry("k", null, Outcome.DONE, 1, null, null, Instant.EPOCH);

  private final Failure failure = new Failure("run");

  private AppendQueue queue(long patienceMillis) {
    return new AppendQueue(failure, TimeUnit.MILLISECONDS.toNanos(patienceMillis));
  }

  /** A call of the database that never ends ends the wait, and the journal. */
  @Test
  void await_writerHangsInACall_givesUp() {
    AppendQueue queue = queue(100);
    queue.callBeginsOrEnds();
    long position = queue.append(ENTRY);
    JournalException gaveUp = assertThrows(JournalException.class, () -> queue.await(position));
    assertTrue(gaveUp.getMessage().contains("has not answered for 100 ms"), gaveUp::getMessage);
    assertThrows(JournalException.class, () -> queue.append(ENTRY));
    queue.committed(position); // too late
    assertThrows(JournalException.class, () -> queue.await(position));
  }

  /** So does one that hangs while the journal is closed. */
  @Test
  void close_writerHangsInACall_givesUp() {
    AppendQueue queue = queue(100);
    queue.callBeginsOrEnds();
    queue.close();
    assertTrue(failure.isSet());
    assertThrows(JournalException.class, failure::checkFailed);
  }

  /** A writer that is in no call, but pauses before it tries again, is no hang. */
  @Test
  void await_writerPauses_waits() throws Exception {
    AppendQueue queue = queue(100);
    long position = queue.append(ENTRY);
    FutureTask<Void> waiting =
        Bounded.background(
            () -> {
              queue.await(position);
              return null;
            });
    assertThrows(TimeoutException.class, () -> waiting.get(500, TimeUnit.MILLISECONDS));
    assertFalse(failure.isSet());
    assertEquals(1, queue.take(10, 0).size());
    queue.committed(position);
    Bounded.result(waiting);
  }
}
