package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which threads commit, which wait for that, and what they are told, one step after another. */
@Timeout(60)
class GroupCommitTest {
  private final AtomicInteger begun = new AtomicInteger();

  /** How each commit ends: a test says so, and each waits for that. */
  private final BlockingQueue<GroupCommit.Commit> ends = new LinkedBlockingQueue<>();

  private final GroupCommit commits = new GroupCommit(5, this::commit);

  private long commit() {
    begun.incrementAndGet();
    try {
      GroupCommit.Commit end = ends.poll(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
      return end == null ? -1 : end.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A thread that waits for a position. */
  private final class Waiting {
    private final FutureTask<Boolean> call;
    private final Thread thread;
    private volatile boolean interrupted;

    Waiting(long position) {
      call =
          new FutureTask<>(
              () -> {
                boolean safe = commits.await(position);
                interrupted = Thread.currentThread().isInterrupted();
                return safe;
              });
      thread = Thread.ofPlatform().daemon().start(call);
    }

    /** One that has found a leader. */
    Waiting asleep() {
      Bounded.until(() -> thread.getState() == Thread.State.WAITING);
      return this;
    }

    boolean isSafe() throws Exception {
      return call.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** The leader, which is in its first commit. */
  private Waiting leading(long position) {
    Waiting leader = new Waiting(position);
    Bounded.until(() -> begun.get() == 1);
    return leader;
  }

  /** What is safe is not committed again, and what is not is. */
  @Test
  void await_whatIsSafe_commitsNothing() {
    assertTrue(commits.await(5));
    assertEquals(0, begun.get());

    ends.add(() -> 8);
    assertTrue(commits.await(6));
    assertTrue(commits.await(8));
    assertEquals(1, begun.get());
    ends.add(() -> 8);
    assertFalse(commits.await(9), "its commit did not reach it");
    assertEquals(2, begun.get());
  }

  /** Those whose entries one commit has made safe are told; one of the others commits for them. */
  @Test
  void await_whileOneCommits_isToldOrTakesOver() throws Exception {
    Waiting leader = leading(6);
    List<Waiting> covered = new ArrayList<>();
    List<Waiting> others = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      covered.add(new Waiting(7).asleep());
      others.add(new Waiting(8 + number).asleep());
    }

    ends.add(() -> 7);

    assertTrue(leader.isSafe());
    for (Waiting waiting : covered) {
      assertTrue(waiting.isSafe());
    }
    Bounded.until(() -> begun.get() == 2);
    for (Waiting waiting : others) {
      assertFalse(waiting.call.isDone());
    }
    ends.add(() -> 10);
    for (Waiting waiting : others) {
      assertTrue(waiting.isSafe());
    }
    assertEquals(2, begun.get());
  }

  /** A commit that fails is told to all that wait; the one whose it is gets what was thrown. */
  @Test
  void await_commitFails_tellsAllThatWait() throws Exception {
    Waiting leader = leading(6);
    Waiting one = new Waiting(6).asleep();
    Waiting other = new Waiting(7).asleep();
    IllegalStateException broken = new IllegalStateException("on purpose");

    ends.add(
        () -> {
          throw broken;
        });

    assertSame(broken, assertThrows(ExecutionException.class, leader::isSafe).getCause());
    assertFalse(one.isSafe());
    assertFalse(other.isSafe());
    assertEquals(1, begun.get());
    assertTrue(commits.await(5), "what was safe before still is");
  }

  /** An interrupt does not end the wait, and is not lost. */
  @Test
  void await_interruptedWhileOneCommits_waitsOnAndKeepsTheFlag() throws Exception {
    Waiting leader = leading(6);
    Waiting waiting = new Waiting(6).asleep();
    waiting.thread.interrupt();
    Bounded.until(
        () -> !waiting.thread.isInterrupted() && waiting.thread.getState() == Thread.State.WAITING);
    assertFalse(waiting.call.isDone());

    ends.add(() -> 6);

    assertTrue(leader.isSafe());
    assertTrue(waiting.isSafe());
    assertTrue(waiting.interrupted);
  }

  /** A thread that waits to do something else for once. */
  private Thread once(AtomicInteger done) {
    Thread once =
        Thread.ofPlatform()
            .daemon()
            .start(
                () ->
                    commits.exclusively(
                        () -> {
                          done.incrementAndGet();
                          return 0;
                        }));
    Bounded.until(() -> once.getState() == Thread.State.WAITING);
    return once;
  }

  /** What is done for once waits for the leader; what it gives back never takes anything back. */
  @Test
  void exclusively_whileOneCommits_waitsAndIsDoneOnce() throws Exception {
    Waiting leader = leading(6);
    AtomicInteger done = new AtomicInteger();
    Thread once = once(done);
    assertEquals(0, done.get());

    ends.add(() -> 6);

    assertTrue(leader.isSafe());
    Bounded.join(once);
    assertEquals(1, done.get());
    assertTrue(commits.await(6));
    assertEquals(1, begun.get());
  }

  /** It is done after a commit that has failed, too; and one that fails itself fails alone. */
  @Test
  void exclusively_commitFailsBefore_isDone() throws Exception {
    Waiting leader = leading(6);
    AtomicInteger done = new AtomicInteger();
    Thread once = once(done);

    ends.add(
        () -> {
          throw new IllegalStateException("on purpose");
        });

    assertThrows(ExecutionException.class, leader::isSafe);
    Bounded.join(once);
    assertEquals(1, done.get());
  }

  /** One that fails itself fails alone: the next one that waits commits as before. */
  @Test
  void exclusively_fails_nextCommits() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            commits.exclusively(
                () -> {
                  throw new IllegalStateException("on purpose");
                }));
    Waiting leader = leading(6);
    Waiting other = new Waiting(7).asleep();

    ends.add(() -> 6);
    ends.add(() -> 7);

    assertTrue(leader.isSafe());
    assertTrue(other.isSafe());
  }
}
